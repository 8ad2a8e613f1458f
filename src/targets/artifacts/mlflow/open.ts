import { visibleText } from "../../../formats/index.ts";
import { locationErrors } from "../errors.ts";
import type { LocationSettings, OpenLocation, RemoteFile, RemoteListing } from "../location.ts";
import { openS3 } from "../s3/open.ts";
import { bearerOrBasic, secretFor } from "../web/bearer.ts";
import { endpointOf } from "../web/endpoint.ts";
import { remoteSource } from "../web/remote-source.ts";
import { safePath } from "../web/safe-path.ts";
import { shownUrl, webClient, type GetOptions } from "../web/web-client.ts";
import { readMlflowAddress } from "./mlflow-address.ts";
import { proxiedArtifacts } from "./proxied-artifacts.ts";
import { MlflowRegistry } from "./registry.ts";

const proxyPath = "/mlflow-artifacts/artifacts";

/**
 * `mlflow://host:port/models/NAME/WHICH` or `…/runs/RUN/PATH`: the artifacts of a model version or a run. The registry
 * is asked which version is meant and where it lies; the files come from the server itself (its artifact proxy),
 * from S3, or from a web address. The registry's credential goes to the registry only; a bucket is asked with
 * `storage`.
 */
export const openMlflow: OpenLocation = async (address, settings, deps) => {
  const { origin, host, scheme, wanted, within } = readMlflowAddress(address);
  const home = endpointOf(settings.endpoint ?? origin);
  const client = webClient(home, settings, deps);
  try {
    const secret = await secretFor(home, settings, deps);
    const proof: GetOptions =
      secret === undefined
        ? {}
        : { authorise: (_, headers) => ({ ...headers, authorization: bearerOrBasic(secret) }) };
    const registry = new MlflowRegistry(client, proof);
    const { pinned, uri, notes } = await registry.resolve(wanted);
    const shown = `${scheme}://${host}/${pinned}`;
    const listed = {
      address: visibleText(shown),
      single: false,
      notes: [...notes, `Its artifacts lie at ${shownUri(uri)}.`],
    };
    if (/^s3:\/\//i.test(uri)) {
      const bucket = await openS3(withPath(uri, within), storageOf(settings), deps);
      return {
        ...listed,
        files: below(bucket, uri),
        notes: [...listed.notes, ...bucket.notes],
        fetched: () => client.fetched() + bucket.fetched(),
        async dispose() {
          await Promise.all([client.dispose(), bucket.dispose()]);
        },
      };
    }
    const files = await filesAt(uri, home, client.home);
    if (files.length === 0)
      throw locationErrors.notFound(`${visibleText(shown)} has no file ${within ?? "at all"}.`, {
        at: home.origin,
      });
    return { ...listed, files, fetched: () => client.fetched(), dispose: () => client.dispose() };

    async function filesAt(from: string, near: URL, own: URL): Promise<readonly RemoteFile[]> {
      const proxied = proxyOf(from, near);
      if (proxied !== undefined)
        return proxiedArtifacts(client, registry, proof, {
          ...proxied,
          ...(within === undefined ? {} : { within }),
        });
      const url = /^https?:\/\//i.test(from) ? URL.parse(from) : null;
      if (url === null || url.username !== "" || url.password !== "")
        throw locationErrors.badAddress(
          `The artifacts lie at ${shownUri(from)}, which only ${own.host} itself can reach.`,
          { at: own.origin },
        );
      if (own.protocol === "https:" && url.protocol !== "https:")
        throw locationErrors.refused(`${own.host} leads out of encryption, to ${url.host}.`, {
          at: own.origin,
        });
      url.hash = "";
      const path = safePath(decodedName(url)) ?? "file";
      return [{ path, open: () => remoteSource(client, { url, ...proof }) }];
    }
  } catch (cause) {
    await client.dispose();
    throw cause;
  }
};

/** Where the artifact proxy of a URI answers, and the folder in it; undefined where it is no such URI. */
function proxyOf(uri: string, home: URL): { readonly base: URL; readonly root: string } | undefined {
  const own = /^mlflow-artifacts:(?:\/\/([^/?#]*))?\/*([^?#]*)$/i.exec(uri);
  if (own !== null) {
    const [, authority = "", path = ""] = own;
    const base = new URL(`api/2.0${proxyPath}`, home);
    if (authority !== "") {
      if (!/^[\w.-]{1,253}(?::\d{1,5})?$/.test(authority)) throw unfit(home);
      base.host = authority;
    }
    return { base, root: folderOf(path, home) };
  }
  const url = /^https?:\/\//i.test(uri) ? URL.parse(uri) : null;
  const at = url?.pathname.indexOf(`${proxyPath}/`) ?? -1;
  if (url === null || at === -1) return undefined;
  if (home.protocol === "https:" && url.protocol !== "https:")
    throw locationErrors.refused(`${home.host} leads out of encryption, to ${url.host}.`, {
      at: home.origin,
    });
  const end = at + proxyPath.length;
  return {
    base: new URL(url.pathname.slice(0, end), url.origin),
    root: folderOf(url.pathname.slice(end + 1), home),
  };
}

function folderOf(path: string, home: URL): string {
  let name = path.replace(/\/$/, "");
  try {
    name = decodeURIComponent(name);
  } catch {
    // It stays as it is: a name may hold a percent sign.
  }
  if (name !== "" && safePath(name) === undefined) throw unfit(home);
  return name;
}

const unfit = (home: URL): Error =>
  locationErrors.wrongAnswer(`${home.host} names a place of artifacts that leads out of it.`, {
    at: home.origin,
  });

const withPath = (uri: string, within: string | undefined): string =>
  within === undefined ? uri : `${uri.replace(/\/$/, "")}/${within}`;

/** Files of a bucket by their paths from the artifact's own folder. */
function below({ files }: RemoteListing, uri: string): readonly RemoteFile[] {
  const prefix = uri.replace(/^s3:\/\/[^/]*\/?/i, "").replace(/\/$/, "");
  return files.map((file) =>
    prefix !== "" && file.path.startsWith(`${prefix}/`)
      ? { ...file, path: file.path.slice(prefix.length + 1) }
      : file,
  );
}

function storageOf({ storage = {}, region, proxy, hosts }: LocationSettings): LocationSettings {
  return {
    ...storage,
    ...(hosts === undefined ? {} : { hosts }),
    ...(region === undefined ? {} : { region }),
    ...(proxy === undefined ? {} : { proxy }),
  };
}

/** Without query, where signatures stand. */
function shownUri(uri: string): string {
  const url = URL.parse(uri);
  if (url !== null && (url.protocol === "https:" || url.protocol === "http:")) return shownUrl(url);
  return visibleText(uri.split("?")[0] ?? "").slice(0, 300);
}

function decodedName({ pathname }: URL): string {
  const name = pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
