import type { ByteSource } from "../../../formats/index.ts";
import type { Examination, MemberOptions } from "../artifact-format.ts";

/** The members of an archive by name, where each name stands for one content in every reading. */
export interface ZipMembers {
  /** Bytes, unpacked, of every member. */
  readonly sizes: ReadonlyMap<string, number>;
  /** The content of a member that is stored or small; undefined where there is none or it cannot be read. */
  open(name: string): Promise<ByteSource | undefined>;
}

/** How members are to be examined that are not simply routed by what they hold. */
export type MemberPlan = ReadonlyMap<string, Pick<MemberOptions, "data" | "as">>;

/**
 * A way in which a framework lays out a zip archive. It is told by names and contents together, judges
 * what concerns several members, and says which of them are plain numbers. Whatever it does not name is
 * examined by its content.
 */
export interface ZipLayout {
  readonly id: string;
  /** Undefined where the archive is not laid out like this. */
  plan(members: ZipMembers, examination: Examination): Promise<MemberPlan | undefined>;
}
