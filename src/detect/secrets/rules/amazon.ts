import { namesPossibleAccount } from "../checks/index.ts";
import { besideName, prefixed } from "../rule-forms.ts";
import type { SecretFamily } from "../rule.ts";

/** Source: AWS IAM User Guide, "IAM identifiers" (unique id prefixes); Amazon Bedrock User Guide, "API keys". */
export const family: SecretFamily = {
  provider: "Amazon Web Services",
  rules: [
    {
      id: "aws-access-key-id",
      about: "AWS access key id",
      keywords: ["AKIA", "ABIA", "ACCA"],
      pattern: "A(?:KIA|BIA|CCA)[A-Z2-7]{16}",
      check: namesPossibleAccount,
      confidence: "certain",
      severity: "high",
      match: ["aws_access_key_id = [[AKIAQ{{b32:15}}]]", "[[ABIAX{{b32:15}}]]", "id=[[ACCAJ{{b32:15}}]]"],
      silent: [
        "AKIAIOSFODNN7EXAMPLE",
        "AKIA",
        "AKIA1111111111111111",
        "akiaq{{b32:15}}",
        "AKIA7777{{b32:12}}",
      ],
    },
    {
      id: "aws-temporary-access-key-id",
      about: "AWS temporary access key id",
      keywords: ["ASIA"],
      pattern: "ASIA[A-Z2-7]{16}",
      check: namesPossibleAccount,
      confidence: "certain",
      severity: "high",
      match: ["aws_access_key_id = [[ASIAQ{{b32:15}}]]"],
      silent: ["ASIAPACIFIC", "ASIAIOSFODNN7EXAMPLE", "Asia is a continent."],
    },
    besideName(
      "aws-secret-access-key",
      "AWS secret access key",
      ["aws_secret_access_key", "secret_access_key", "SecretAccessKey", "aws_secret_key", "aws_secret"],
      "[A-Za-z0-9/+]{40}",
      "{{b64:40}}",
      {
        severity: "critical",
        entropy: 3.8,
        silent: ["aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"],
      },
    ),
    besideName(
      "aws-session-token",
      "AWS session token",
      ["aws_session_token", "SessionToken", "x-amz-security-token"],
      "[A-Za-z0-9/+=]{100,}",
      "{{b64:240}}",
      { max: 2048, entropy: 4 },
    ),
    prefixed(
      "aws-bedrock-api-key",
      "Amazon Bedrock API key",
      "ABSK",
      "[A-Za-z0-9+/]{109,269}={0,2}",
      "{{b64:128}}",
      {
        severity: "critical",
      },
    ),
    prefixed(
      "aws-bedrock-short-term-key",
      "Amazon Bedrock short-term API key",
      "bedrock-api-key-",
      "[A-Za-z0-9+/=]{100,}",
      "{{b64:400}}",
      { max: 4096 },
    ),
    prefixed(
      "amazon-mws-token",
      "Amazon Marketplace Web Service token",
      "amzn.mws.",
      "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
      "{{uuid:0}}",
    ),
  ],
};
