/** Members that hold identifiers, ciphertext or settings: no model and no person reads them as text. */
export const opaque: ReadonlySet<string> = new Set(
  `type id object call_id role status phase detail item_id file_id container_id response_id approval_request_id
  encrypted_content logprobs caller execution created_by`.split(/\s+/),
);
