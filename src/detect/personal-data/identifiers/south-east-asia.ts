import { numberAt, valueAt, weighted, isDate, isShortDate } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

const singapore: Readonly<Record<string, string>> = {
  S: "JZIHGFEDCBA",
  T: "GFEDCBAJZIH",
  F: "XWUTRQPNMLK",
  G: "RQPNMLKXWUT",
  M: "XWUTRQPNJLK",
};

export const family: IdentifierFamily = {
  of: "South-east Asia",
  country: "by-id",
  identifiers: [
    {
      id: "sg-nric",
      about: "Singaporean identity or foreigner number (NRIC/FIN)",
      authority: "Immigration & Checkpoints Authority (MOD 11)",
      words: ["nric", "fin", "identity", "singapore"],
      speaks: "in-layout",
      layouts: ["!A9999999A"],
      check: (text) => {
        const letters = singapore[text[0] ?? ""];
        if (letters === undefined) return false;
        const sum = weighted(text, [2, 7, 6, 5, 4, 3, 2], 1);
        if (text[0] !== "M") return letters[sum % 11] === text[8];
        return letters[10 - ((sum + 3) % 11)] === text[8];
      },
      power: "every",
      valid: ["S1234567D", "NRIC [[T0000001E]]"],
      invalid: ["S1234567E", "A1234567D"],
    },
    {
      id: "sg-uen",
      about: "Singaporean entity number (UEN)",
      authority: "ACRA (weights by kind of entity)",
      words: ["uen", "acra"],
      speaks: "with-words",
      layouts: ["99999999A"],
      check: (text) => "XMKECAWLJDB"[weighted(text, [10, 4, 9, 3, 8, 2, 7, 1]) % 11] === text[8],
      power: "most",
      valid: ["UEN [[00192200M]]"],
      invalid: ["UEN 00192200K"],
    },
    {
      id: "my-mykad",
      about: "Malaysian identity number (MyKad)",
      authority: "Jabatan Pendaftaran Negara (date, place of birth)",
      words: ["mykad", "nric", "ic", "kad", "pengenalan"],
      speaks: "with-words",
      layouts: ["999999-99-9999", "9{12}"],
      check: (text) => {
        const place = numberAt(text, 6, 8);
        return isShortDate(text) &&
          place > 0 &&
          ![17, 18, 19, 20, 69, 70, 73, 80, 81, 94, 95, 96, 97].includes(place)
          ? undefined
          : false;
      },
      valid: ["MyKad [[770305-02-1234]]"],
      invalid: ["MyKad 771305-02-1234", "770305-02-1234"],
    },
    {
      id: "th-identity",
      about: "Thai identity number",
      authority: "กรมการปกครอง (MOD 11)",
      words: ["บัตรประชาชน", "เลขประจำตัวประชาชน", "thai", "thailand"],
      speaks: "in-layout",
      layouts: ["!9-9999-99999-99-9", "9{13}"],
      check: (text) =>
        /^[1-8]/u.test(text) &&
        (11 - (weighted(text, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === valueAt(text, 12),
      power: "most",
      valid: ["1-2345-67890-12-1", "เลขประจำตัวประชาชน [[1234567890121]]"],
      invalid: ["1-2345-67890-12-2", "1234567890121"],
    },
    {
      id: "id-nik",
      about: "Indonesian identity number (NIK)",
      authority: "Kementerian Dalam Negeri (district, date)",
      words: ["nik", "ktp", "kependudukan"],
      speaks: "with-words",
      layouts: ["9{16}", "9999 9999 9999 9999"],
      check: (text) => {
        const day = numberAt(text, 6, 8);
        const province = numberAt(text, 0, 2);
        const real = province >= 11 && province <= 97 && text.slice(12) !== "0000";
        return real && isDate(numberAt(text, 10, 12), numberAt(text, 8, 10), day > 40 ? day - 40 : day)
          ? undefined
          : false;
      },
      unchecked: 0.65,
      valid: ["NIK [[3171011708450001]]"],
      invalid: ["NIK 3171013213450001", "3171011708450001"],
    },
    {
      id: "vn-tax",
      about: "Vietnamese tax number (MST)",
      authority: "Tổng cục Thuế (MOD 11)",
      words: ["mst", "mã số", "thuế"],
      speaks: "with-words",
      layouts: ["9{10}", "9{10}-999"],
      check: (text) => 10 - (weighted(text, [31, 29, 23, 19, 17, 13, 7, 5, 3]) % 11) === valueAt(text, 9),
      power: "most",
      valid: ["MST [[0100233488]]"],
      invalid: ["MST 0100233489", "0100233488"],
    },
    {
      id: "pk-cnic",
      about: "Pakistani identity number (CNIC)",
      authority: "NADRA (province and family; there is no published check digit)",
      words: ["cnic", "nicop", "nadra", "شناختی"],
      speaks: "with-words",
      layouts: ["99999-9999999-9", "9{13}"],
      check: (text) => (/^[1-7][1-9]/u.test(text) ? undefined : false),
      unchecked: 0.7,
      valid: ["CNIC [[34201-0891231-8]]"],
      invalid: ["CNIC 84201-0891231-8", "34201-0891231-8"],
    },
  ],
};
