import { defineErrors } from "../../errors/index.ts";

/** What can go wrong with a model that lies at an address. */
export const locationErrors = defineErrors("location", {
  badAddress: {
    summary: "The address of a model cannot be read.",
    remedy:
      "Write https://host/file, hf://org/name@revision, s3://bucket/prefix, oci://registry/repository:tag or mlflow://host/models/NAME/VERSION. Artifacts on a disk or in another store of an MLflow server are read through it: start it with --serve-artifacts.",
    exit: 2,
  },
  refused: {
    summary: "A request was about to go where it must not go.",
    remedy:
      "Name the place that the address leads to yourself, if it is meant: what a server answers must not open private networks, nor leave encryption.",
    exit: 3,
  },
  unauthorised: {
    summary: "The location does not let us read this.",
    remedy: "Name a credential by reference with `--token env:NAME`, or check the rights behind it.",
    exit: 3,
  },
  notFound: {
    summary: "There is nothing at this address.",
    remedy: "Check the name, the revision and the endpoint; some locations say so where a right is missing.",
    exit: 3,
  },
  unreachable: {
    summary: "The location gives no usable answer.",
    remedy: "Try again later; behind a proxy, add `--proxy environment`.",
    exit: 3,
  },
  wrongAnswer: {
    summary: "The location's answer breaks the rules of its protocol.",
    remedy: "Fetch the file by hand and scan it from the disk; tell whoever runs the server.",
    exit: 3,
  },
  webPage: {
    summary: "A web page came where a file was asked for.",
    remedy: "This is usually a sign-in page. Check the address, and name a credential.",
    exit: 3,
  },
  tooLarge: {
    summary: "The location sends more than is taken from it.",
    remedy: "Fetch the file by hand and scan it from the disk.",
    exit: 3,
  },
  changed: {
    summary: "What lies at the address changed while it was examined.",
    remedy: "Scan a fixed revision, or a copy that nobody writes to.",
    exit: 3,
  },
});
