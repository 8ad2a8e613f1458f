import { bytesInBase64 } from "../checks/index.ts";
import { besideName } from "../rule-forms.ts";
import type { SecretFamily, SecretRule } from "../rule.ts";

/** Keys of 64 bytes that carry a mark of their service at a fixed place. Source: Microsoft Security Utilities. */
const marked = (
  id: string,
  about: string,
  mark: string,
  before: number,
  after: string,
  sample: string,
): SecretRule => ({
  id,
  about,
  keywords: [mark],
  lead: { behind: "base64", max: before },
  pattern: `[A-Za-z0-9+/]{${before}}${mark.replace("+", "\\+")}${after}`,
  // A mark inside other base64 would be part of a longer run.
  confidence: "certain",
  severity: "critical",
  match: [`AccountKey=[[{{b64:${before}}}${mark}${sample}]];EndpointSuffix=core.windows.net`],
  silent: [`${mark}${sample}`, `{{b62:${before + 20}}}${mark}${sample}`],
});

export const family: SecretFamily = {
  provider: "Microsoft",
  rules: [
    {
      id: "azure-client-secret",
      about: "Microsoft Entra client secret",
      keywords: ["Q~"],
      lead: { behind: "word", max: 4 },
      pattern: "[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}",
      confidence: "certain",
      severity: "critical",
      match: ["AZURE_CLIENT_SECRET=[[{{b62:3}}8Q~{{b62:34}}]]", "secret '[[{{b62:3}}7Q~{{b62:31}}]]'"],
      silent: ["Q~", "8Q~{{b62:34}}", "abcxQ~{{b62:34}}"],
    },
    marked(
      "azure-storage-key",
      "Azure Storage account key",
      "+ASt",
      76,
      "[A-Za-z0-9+/]{6}==",
      "{{b64:5}}A==",
    ),
    marked("azure-batch-key", "Azure Batch account key", "+ABa", 76, "[A-Za-z0-9+/]{6}==", "{{b64:5}}A=="),
    marked("azure-cosmos-key", "Azure Cosmos DB key", "ACDb", 76, "[A-Za-z0-9+/]{6}==", "{{b64:5}}A=="),
    marked("azure-service-bus-key", "Azure Service Bus key", "+ASb", 33, "[A-Za-z0-9+/]{6}=", "{{b64:5}}A="),
    marked("azure-event-hub-key", "Azure Event Hubs key", "+AEh", 33, "[A-Za-z0-9+/]{6}=", "{{b64:5}}A="),
    marked("azure-iot-key", "Azure IoT Hub key", "AIoT", 33, "[A-Za-z0-9+/]{6}=", "{{b64:5}}A="),
    marked("azure-redis-key", "Azure Cache for Redis key", "AzCa", 33, "[A-Za-z0-9+/]{6}=", "{{b64:5}}A="),
    marked(
      "azure-container-registry-key",
      "Azure Container Registry key",
      "+ACR",
      42,
      "[A-Za-z0-9]{6}",
      "{{b62:6}}",
    ),
    marked("azure-search-key", "Azure AI Search key", "AzSe", 42, "[A-Za-z0-9]{6}", "{{b62:6}}"),
    marked(
      "azure-functions-key",
      "Azure Functions key",
      "AzFu",
      44,
      "[A-Za-z0-9+/_-]{5}[AQgw]==",
      "{{b62:5}}A==",
    ),
    besideName(
      "azure-account-key",
      "Azure account key in a connection string",
      ["AccountKey", "SharedAccessKey"],
      "[A-Za-z0-9+/]{43,86}={1,2}",
      "{{b64:85}}A==",
      { severity: "critical", entropy: 4 },
    ),
    besideName(
      "azure-openai-key",
      "Azure OpenAI key",
      ["azure_openai_key", "azure_openai_api_key", "ocp-apim-subscription-key", "azure-openai-key"],
      "[0-9a-f]{32}|[A-Za-z0-9]{84}",
      "{{hex:32}}",
    ),
    besideName(
      "azure-devops-token",
      "Azure DevOps personal access token",
      ["azure_devops", "azuredevops", "system_accesstoken", "ado_pat", "vsts"],
      "[a-z2-7]{52}|[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}",
      "{{b62:76}}AZDO{{b62:4}}",
      { match: ["AZURE_DEVOPS_EXT_PAT=[[abc2def3{{lower:44}}]]"] },
    ),
    {
      id: "azure-sas-signature",
      about: "Signature of an Azure shared access signature",
      keywords: ["sig"],
      lead: "assigned",
      pattern: "[A-Za-z0-9+/]{43}=|[A-Za-z0-9%]{40,70}%3[dD]",
      near: ["sv=20", "&se=", "&sp=", "sharedaccesssignature"],
      entropy: 3.5,
      confidence: "certain",
      severity: "high",
      match: [
        "?sv=2022-11-02&sp=r&se=2026-01-01&sig=[[{{b62:43}}%3D]]",
        "sv=2022-11-02&sig=[[{{b62:42}}A=]]",
      ],
      silent: ["sig={{b62:43}}", "sig=<signature>&sv=2022-11-02", "&sp=r&sig=..."],
      check: (secret) => (secret.includes("%") ? undefined : bytesInBase64(32)(secret)),
    },
    {
      id: "teams-webhook",
      about: "Microsoft Teams incoming webhook",
      keywords: ["webhook.office.com/webhookb2/"],
      pattern:
        "webhook\\.office\\.com/webhookb2/[0-9a-f-]{36}@[0-9a-f-]{36}/IncomingWebhook/[0-9a-f]{32}/[0-9a-f-]{36}",
      confidence: "certain",
      severity: "medium",
      match: [
        "https://acme.[[webhook.office.com/webhookb2/{{uuid:0}}@{{uuid:0}}/IncomingWebhook/{{hex:32}}/{{uuid:0}}]]",
      ],
      silent: ["https://acme.webhook.office.com/webhookb2/<id>", "webhook.office.com/webhookb2/"],
    },
  ],
};
