import { prefixed } from "../rule-forms.ts";
import type { SecretFamily } from "../rule.ts";

/** Source: Google Cloud documentation, "Manage API keys", "OAuth 2.0", "HMAC keys"; Firebase Cloud Messaging (legacy). */
export const family: SecretFamily = {
  provider: "Google",
  rules: [
    prefixed("google-api-key", "Google API key", "AIza", "[0-9A-Za-z_-]{35}", "{{b62:35}}"),
    prefixed(
      "google-oauth-client-secret",
      "Google OAuth client secret",
      "GOCSPX-",
      "[A-Za-z0-9_-]{28}",
      "{{b62:28}}",
    ),
    prefixed(
      "google-oauth-access-token",
      "Google OAuth access token",
      "ya29.",
      "[0-9A-Za-z_-]{40,}",
      "{{b62:120}}",
      {
        max: 2048,
      },
    ),
    prefixed(
      "google-oauth-refresh-token",
      "Google OAuth refresh token",
      "1//0",
      "[0-9A-Za-z_-]{40,}",
      "{{b62:99}}",
    ),
    prefixed(
      "google-hmac-access-id",
      "Google Cloud Storage HMAC access id",
      "GOOG1E",
      "[A-Z2-7]{55}",
      "{{b32:55}}",
    ),
    {
      id: "google-fcm-server-key",
      about: "Firebase Cloud Messaging server key",
      keywords: ["AAAA"],
      pattern: "AAAA[A-Za-z0-9_-]{7}:[A-Za-z0-9_-]{140}",
      confidence: "certain",
      severity: "high",
      match: ["key=[[AAAA{{b62:7}}:APA91b{{b62:134}}]]"],
      silent: ["AAAAAAAAAAAA:", "AAAA{{b62:7}}", "src=data:image/png;base64,AAAA{{b62:140}}"],
    },
  ],
};
