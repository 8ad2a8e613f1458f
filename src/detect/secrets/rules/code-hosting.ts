import { endsWithChecksum } from "../checks/index.ts";
import { besideName, prefixed } from "../rule-forms.ts";
import type { SecretFamily } from "../rule.ts";

const classic = (id: string, about: string, prefix: string) =>
  prefixed(id, about, prefix, "[A-Za-z0-9]{36}", "{{github:30}}", {
    severity: "critical",
    check: endsWithChecksum,
    // Right shape, wrong checksum.
    silent: [`${prefix}{{b62:35}}0`],
  });

/** Sources: GitHub "Authentication token formats"; GitLab "Token overview"; Bitbucket "App passwords" and "Access tokens". */
export const family: SecretFamily = {
  provider: "Code hosting",
  rules: [
    classic("github-personal-token", "GitHub personal access token", "ghp_"),
    classic("github-oauth-token", "GitHub OAuth access token", "gho_"),
    classic("github-app-user-token", "GitHub App user token", "ghu_"),
    classic("github-app-installation-token", "GitHub App installation token", "ghs_"),
    prefixed("github-refresh-token", "GitHub refresh token", "ghr_", "[A-Za-z0-9]{36,255}", "{{github:70}}", {
      severity: "critical",
      max: 260,
      check: (token) => endsWithChecksum(token) || undefined,
    }),
    prefixed(
      "github-fine-grained-token",
      "GitHub fine-grained personal access token",
      "github_pat_",
      "[A-Za-z0-9]{22}_[A-Za-z0-9]{59}",
      "11{{b62:20}}_{{b62:59}}",
      { severity: "critical" },
    ),
    prefixed(
      "gitlab-personal-token",
      "GitLab personal access token",
      "glpat-",
      "[A-Za-z0-9_-]{20,64}",
      "{{b62:20}}",
      {
        severity: "critical",
        match: ["[[glpat-{{b62:27}}]].01.{{alnum:9}}"],
      },
    ),
    prefixed("gitlab-deploy-token", "GitLab deploy token", "gldt-", "[A-Za-z0-9_-]{20,64}", "{{b62:20}}"),
    prefixed(
      "gitlab-runner-token",
      "GitLab runner token",
      ["glrt-", "glrtr-"],
      "[A-Za-z0-9_-]{20,64}",
      "{{b62:20}}",
    ),
    prefixed(
      "gitlab-runner-registration-token",
      "GitLab runner registration token",
      "GR1348941",
      "[A-Za-z0-9_-]{20}",
      "{{b62:20}}",
    ),
    prefixed(
      "gitlab-ci-job-token",
      "GitLab CI job token",
      "glcbt-",
      "[A-Za-z0-9]{1,5}_[A-Za-z0-9_-]{20,64}",
      "64_{{b62:20}}",
    ),
    prefixed(
      "gitlab-trigger-token",
      "GitLab pipeline trigger token",
      "glptt-",
      "[A-Za-z0-9_-]{20,64}",
      "{{hex:40}}",
    ),
    prefixed(
      "gitlab-oauth-secret",
      "GitLab OAuth application secret",
      "gloas-",
      "[A-Za-z0-9_-]{64}",
      "{{hex:64}}",
    ),
    prefixed("gitlab-feed-token", "GitLab feed token", "glft-", "[A-Za-z0-9_-]{20,64}", "{{b62:20}}"),
    prefixed(
      "gitlab-incoming-mail-token",
      "GitLab incoming mail token",
      "glimt-",
      "[A-Za-z0-9_-]{25}",
      "{{b62:25}}",
    ),
    prefixed(
      "gitlab-agent-token",
      "GitLab agent for Kubernetes token",
      "glagent-",
      "[A-Za-z0-9_-]{50}",
      "{{b62:50}}",
    ),
    prefixed("gitlab-scim-token", "GitLab SCIM token", "glsoat-", "[A-Za-z0-9_-]{20,64}", "{{b62:20}}"),
    prefixed(
      "gitlab-feature-flag-token",
      "GitLab feature flags client token",
      "glffct-",
      "[A-Za-z0-9_-]{20,64}",
      "{{b62:20}}",
    ),
    prefixed(
      "bitbucket-access-token",
      "Bitbucket repository access token",
      "ATCTT3xFfGN0",
      "[A-Za-z0-9_=-]{100,}",
      "{{b62:160}}={{HEX:8}}",
      { max: 512 },
    ),
    prefixed(
      "bitbucket-app-password",
      "Bitbucket app password",
      "ATBB",
      "(?:[A-Za-z0-9]{28}[A-F0-9]{8}|[A-Za-z0-9]{32})",
      "{{b62:28}}{{HEX:8}}",
    ),
    besideName(
      "bitbucket-client-secret",
      "Bitbucket OAuth consumer secret",
      ["bitbucket_client_secret", "bitbucket_secret"],
      "[A-Za-z0-9_=-]{32,64}",
      "{{b62:32}}",
      { entropy: 3.5 },
    ),
    prefixed(
      "sourcegraph-token",
      "Sourcegraph access token",
      ["sgp_", "sgph_"],
      "(?:[0-9a-f]{16}_|local_)?[0-9a-f]{40}",
      "{{hex:16}}_{{hex:40}}",
    ),
    prefixed("gitea-token", "Gitea runner or access token", "gto_", "[A-Za-z0-9]{40,64}", "{{hex:40}}"),
  ],
};
