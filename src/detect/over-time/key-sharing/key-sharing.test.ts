import { expect, it } from "vitest";
import { networkOf } from "./network.ts";

it.each([
  ["203.0.113.77", "203.0.113"],
  ["::ffff:203.0.113.77", "203.0.113"],
  ["2001:db8:1:2::5", "2001:db8:1"],
  ["2001:0DB8:0001::", "2001:db8:1"],
  ["::1", "0:0:0"],
  ["unix", "unix"],
])("the network of %s is %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
