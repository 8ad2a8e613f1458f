import { expect, it } from "vitest";
import { reachOf } from "./network.ts";

it.each([
  ["8.8.8.8", "public"],
  ["2606:4700::1111", "public"],
  ["127.0.0.1", "private"],
  ["10.1.2.3", "private"],
  ["172.31.255.255", "private"],
  ["172.32.0.1", "public"],
  ["100.64.0.1", "private"],
  ["192.168.1.1", "private"],
  ["0.0.0.0", "private"],
  ["169.254.169.254", "link-local"],
  ["::1", "private"],
  ["::", "private"],
  ["fd12::1", "private"],
  ["fe80::1%eth0", "link-local"],
  ["fd00:ec2::254", "link-local"],
  ["::ffff:127.0.0.1", "private"],
  ["::ffff:169.254.169.254", "link-local"],
  ["64:ff9b::a00:1", "private"],
  ["2002:7f00:1::", "private"],
  ["localhost", "private"],
  ["", "private"],
])("%s is %s", (address, reach) => {
  expect(reachOf(address)).toBe(reach);
});
