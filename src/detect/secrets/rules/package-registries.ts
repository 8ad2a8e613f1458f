import { endsWithChecksum } from "../checks/index.ts";
import { besideName, prefixed } from "../rule-forms.ts";
import type { SecretFamily } from "../rule.ts";

/** Sources: npm "About access tokens"; PyPI "API tokens" (macaroons); RubyGems, NuGet, crates.io, Docker Hub documentation. */
export const family: SecretFamily = {
  provider: "Package registries",
  rules: [
    prefixed("npm-access-token", "npm access token", "npm_", "[A-Za-z0-9]{36}", "{{github:30}}", {
      severity: "critical",
      check: endsWithChecksum,
      silent: ["npm_{{b62:35}}0", "npm_config_registry"],
    }),
    besideName(
      "npm-registry-auth",
      "Credential in .npmrc",
      [":_authToken", ":_password", ":_auth"],
      "[A-Za-z0-9+/_=.-]{16,}",
      "{{uuid:0}}",
      {
        max: 2048,
        match: ["//registry.npmjs.org/:_authToken=[[{{uuid:0}}]]"],
        silent: ["//registry.npmjs.org/:_authToken=${NPM_TOKEN}"],
      },
    ),
    prefixed(
      "pypi-api-token",
      "PyPI API token",
      ["pypi-AgEIcHlwaS5vcmc", "pypi-AgENdGVzdC5weXBpLm9yZw"],
      "[A-Za-z0-9_-]{50,}",
      "{{b62:140}}",
      { severity: "critical", max: 1024 },
    ),
    prefixed("rubygems-api-key", "RubyGems API key", "rubygems_", "[0-9a-f]{48}", "{{hex:48}}", {
      severity: "critical",
    }),
    prefixed("nuget-api-key", "NuGet API key", "oy2", "[a-z0-9]{43}", "{{alnum:43}}", {
      severity: "critical",
      entropy: 3.8,
    }),
    prefixed("crates-io-token", "crates.io API token", "cio", "[A-Za-z0-9]{32}", "{{b62:32}}", {
      severity: "critical",
      entropy: 3.8,
    }),
    prefixed(
      "docker-hub-token",
      "Docker Hub access token",
      ["dckr_pat_", "dckr_oat_"],
      "[A-Za-z0-9_-]{27,40}",
      "{{b62:27}}",
      { severity: "critical" },
    ),
    prefixed(
      "jfrog-token",
      "JFrog API key or reference token",
      ["AKCp", "cmVmdGtuO"],
      "[A-Za-z0-9]{55,80}",
      "{{b62:69}}",
    ),
    prefixed("clojars-token", "Clojars deploy token", "CLOJARS_", "[0-9a-f]{60}", "{{hex:60}}"),
    besideName(
      "docker-config-auth",
      "Registry credential in Docker's config.json",
      '"auth"',
      "[A-Za-z0-9+/]{20,}={0,2}",
      "{{b64:40}}",
      {
        max: 512,
        match: ['{"auths":{"registry.example":{"auth": "[[{{b64:32}}]]"}}}'],
        entropy: 3.5,
      },
    ),
    besideName(
      "codecov-token",
      "Codecov upload token",
      "codecov",
      "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
      "{{uuid:0}}",
      { severity: "medium" },
    ),
    prefixed("sonar-token", "SonarQube token", ["sqp_", "squ_", "sqa_"], "[0-9a-f]{40}", "{{hex:40}}"),
    prefixed(
      "snyk-token",
      "Snyk service account token",
      "snyk_sat.",
      "[a-z0-9]{8}\\.[A-Za-z0-9_-]{20,120}\\.[A-Za-z0-9_-]{20,120}",
      "{{alnum:8}}.{{b62:60}}.{{b62:40}}",
      { max: 512 },
    ),
  ],
};
