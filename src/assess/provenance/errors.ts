import { defineErrors } from "../../errors/index.ts";

/** What can go wrong while signatures, statements and bills of materials are read and written. */
export const provenanceErrors = defineErrors("provenance", {
  signatureMalformed: {
    summary: "The signature is no Sigstore bundle of a model that can be read.",
    remedy: "Name the signature itself (often `model.sig`), as the signer wrote it.",
    exit: 2,
  },
  keyUnusable: {
    summary: "The key cannot be used for signatures of models.",
    remedy:
      "Give an ECDSA key on P-256, P-384 or P-521 in PEM form; `openssl ecparam -name prime256v1 -genkey -noout` makes one.",
    exit: 2,
  },
  certificateUnusable: {
    summary: "A certificate cannot be read, or does not belong to the key.",
    remedy: "Give certificates in PEM form; the first one must be that of the signing key.",
    exit: 2,
  },
  trustRootUnusable: {
    summary: "The trust root cannot be read.",
    remedy: "Give a Sigstore `trusted_root.json`, or leave `--trust-root` out to use the one that ships.",
    exit: 2,
  },
  identityMissing: {
    summary: "A Sigstore signature proves nothing without the identity that is expected.",
    remedy: "Give both `--identity` and `--issuer`; anybody can sign with an identity of their own.",
    exit: 2,
  },
  symlink: {
    summary: "The model contains a symbolic link, which the signature would follow.",
    remedy:
      "Replace the link by the file, or sign with `--follow-symlinks` where the target lies inside the model.",
    exit: 2,
  },
  nothingToSign: {
    summary: "There is no file that could be signed or verified.",
    remedy: "Name a model file, or a folder with at least one file that is not ignored.",
    exit: 2,
  },
  notWritable: {
    summary: "A signature or document could not be written.",
    remedy: "Choose a folder that this user may write to.",
    exit: 2,
  },
  documentUnfit: {
    summary: "A document about provenance does not fit what it says it is.",
    remedy: "Correct the field that is named; nothing was taken over from it.",
    exit: 2,
  },
  tensorsUnreadable: {
    summary: "A model cannot be compared tensor by tensor.",
    remedy: "Compare two safetensors or two ONNX models, complete and with their external data.",
    exit: 3,
  },
});
