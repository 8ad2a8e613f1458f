/** Texts with numbers, codes and addresses of nobody, in which the detector must stay silent. */
export const benignTexts: readonly string[] = `
Order 4512398761 was shipped on 2024-03-12.
Invoice INV-2024-000123 is due in 30 days.
Your order number is 112-3456789-1234567.
Order #100234567 contains 3 items.
PO 4500012345 line 10
Ticket 8812345 was closed.
Case 20240312-0017 is open.
Tracking number 1Z999AA10123456784
Tracking: 9400 1000 0000 0000 0000 00
SKU 7391829 is out of stock.
Part no. 212-555-0142 replaces 212-555-0143.
Model 800-555-0199 rev B
Item 311-222-4567 is discontinued.
Article 12345678 in the catalogue.
Batch 20231105A expires 2026-11.
Lot 202-303-4044 passed.
Serial 5CG1234XYZ
Product code 978-3-16-148410-0
ISBN 978-3-16-148410-0
ISBN-10 0-306-40615-2
ISSN 2049-3630
EAN 4006381333931
UPC 036000291452
doi:10.1000/182 and doi:10.1038/nphys1170
arXiv:2504.11168 and arXiv:1706.03762v5
The timestamp was 1700000000.
at 1700000000000 ms
ts=1700000000123456
1700000000123456789 ns since the epoch
2024-03-12T10:15:30.123Z
2024-03-12 10:15:30,123 INFO 12345 --- [main] started
12/Mar/2024:10:15:30 +0000
Mon, 12 Mar 2024 10:15:30 +0100
10:15:30.123456
20240312101530
20240312-101530
The meeting is on 12.03.2024 at 14:30.
Released 3 March 2024
March 3, 2024 was a Sunday.
From 2019 to 2024
1914-1918 and 1939-1945
Version 1.2.3.4 is out
version 10.0.19041.1
v2.31.0-rc.1+build.4512
node 24.21.0, npm 11.19.1
Chrome/124.0.6367.91 Safari/537.36
Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36
kernel 5.15.0-105-generic
lodash@4.17.21
@types/node@24.1.0
react@19.3.1 and vite@8.3.8
npm install left-pad@1.3.0
pnpm/@babel+core@7.24.4/node_modules
logo@2x.png and icon@3x.webp
git@github.com:owner/repo.git
ssh deploy@host.example:22
scp build.tar user@host.example:/srv/app
postgres://app:secret@db.example:5432/main
https://user@host.example/path
user@localhost
systemctl status getty@tty1.service
@decorator.call(x)
a @ b.c
x@y
foo@bar
commit 9fceb02d0ae598e95dc970b74767f19372d61af8
commit 6051b9e by the team
index 83db48f..bf3c5a2 100644
sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
md5 d41d8cd98f00b204e9800998ecf8427e
etag "33a64df551425fcc55e4d42a148795d9f25f89d4"
a3bb189e-8bf9-3888-9912-ace4e6543002
id: 123e4567-e89b-12d3-a456-426614174000
urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6
01ARZ3NDEKTSV4RRFFQ69G5FAV
507f1f77bcf86cd799439011
ami-0abcdef1234567890
i-0123456789abcdef0
arn:aws:iam::123456789012:role/admin
vpc-0a1b2c3d and subnet-12345678
projects/123456789012/secrets/x
00:00:5e:00:53:af
ff:ff:ff:ff:ff:ff
SHA256 fingerprint AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89
2001:db8::1 and 2001:db8:85a3::8a2e:370:7334
fe80::1 and ::1
std::vector<int> a; face::dead b;
127.0.0.1:8080
192.168.0.1 and 192.168.1.254
10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16
client 10.1.2.3 connected
host 203.0.113.7 and 198.51.100.23
ip 192.0.2.1
remote 169.254.169.254
0.0.0.0:3000
224.0.0.251
netmask 255.255.255.0
999.999.999.999
section 4.3.2.1
1.2.3.4.5
The price is $1,234.56
€ 1.234.567,89
£12345678 in total
1 234 567,89 zł
¥123456789
USD 4111111.11
Revenue was 123456789 dollars.
a population of 1,425,671,352
331 449 281 people
3.14159265358979323846
2.718281828459045
6.02214076e23 and 1.380649e-23
x = 123456789 + 987654321
1234567890 * 2 = 2469135780
sum(100000001, 200000002) == 300000003
for (let i = 0; i < 1000000000; i++)
0x7fffffff and 0xdeadbeef
0b1010101010101010
const MAX = 2147483647;
const BIG = 9007199254740991n;
return -2147483648;
18446744073709551615
[123456789, 987654321, 112233445]
1,2,3,4,5,6,7,8,9,10
12345678,87654321,11223344
id,amount,date\n100001,250.00,2024-01-01
4,8,15,16,23,42
1;200;3000;40000;500000;6000000
x: 12.5, y: 30.25
new Point(51.5074, -0.1278)
translate(12.3456, 78.9012)
[0.123456, 0.654321]
path d="M10.5123 20.6123 L30.7 40.8"
viewBox="0 0 1024 768"
rgb(255, 128, 0) and #ff8800
padding: 10px 20px 30px 40px
width 1920x1080
3x^2 + 12x - 45
p < 0.00001, n = 12345
95 % CI 1.23-4.56
chi2(12) = 123.45
temperature 273.15 K
10-20-30-40
1-2-3
555-1234
room 12-34
pages 123-456
lines 1000-2000
Psalm 119:105
John 3:16
score 21-19, 18-21, 21-15
bib 1234, time 2:03:59
HTTP/1.1 200 OK
status 404 after 1532 ms
GET /users/123456789/orders/987654321
https://example.com/p/4111111111111112?x=1
/var/log/app-20240312.log.1
C:\\Users\\Public\\file_20240312.txt
IMG_20240312_101530.jpg
DSC01234.JPG
report-2024-03.pdf
page.tsx:123:45
Error at line 123456 column 78
Exception 0x80070005
CVE-2024-12345
RFC 9110 and RFC 8446
ISO 27001:2022 and ISO/IEC 42001
EN 301 549 V3.2.1
GB 11643-1999
DIN EN 60529
ICD-10 E11.9
NCT01234567
CAS 7732-18-5
PMID 12345678
HGNC:1100
chr7:55019017-55211628
NM_000546.6
rs334 and rs429358
ENSG00000141510
PDB 1TUP
U.S. Pat. No. 7,123,456
EP1234567B1
US20240012345A1
BGBl. I S. 1234
42 U.S.C. 1983
410 U.S. 113
DE000BASF111
Nasdaq 16,274.94
flight LH 400 to JFK
Boeing 737-800
train ICE 123
A320-214
B-52 and F-16
route 66
M25 junction 12
line U2
room B12.345
bus 123 at 10:15
BMW 320d
Win a 1 in 13983816 chance
line-12345678
abc-123-def-456
AB-CD-EF-GH
A1-B2-C3
K-12 schools
GPT-4 and Claude-3-5
H2O and CO2
COVID-19
WD-40
3M and 7UP
Team 12 beat team 34
The 10 largest of the 50 states
There are 7 Bridges Road songs.
We saw 3 Bears Lane
The 2 Towers Close 5 pm
12 monkeys on the road
5 Stars Hotel
10 Ways to Learn
100 Best Books
Dear Sir or Madam
Dr. Pepper and Mr. Clean
Mr. and Mrs. were printed in bold.
The function name is used twice.
name: value
name is required
The variable name is Foo bar.
born in 1980s London
The idea was born in 2024.
birthday party for 12
password reset
passport control on floor 2
Passports are valid for ten years.
phone support is available 24/7
call function 12 times
call 3 of 5
phone battery 5000 mAh
mobile first since 2012
tel: none
fax 1 page
Our office is open 9-5.
license: Apache-2.0
license MIT 2024
Driver version 535.104
bank holiday on 2024-05-06
account balance 1234.56
Account for 12 % of it
card game with 52 cards
a 3 by 5 card
wallet with 3 pockets
tax rate 19 %
social distance 6 ft
nine digits such as 123456789 pass every tenth check
random 8273645192 and 918273645
73829104756 is a long number
5837261094837
0123456789
9876543210
1111111111
0000000000000000
1234 5678 9012 3456
4242 4242 4242 4241
1234-5678-9012-3456
5500 0000 0000 0005
bestelling 123456782 is verzonden
Bestellnummer 36574261809
commande 732829320 du 12/03/2024
pedido 12345678 enviado
ordine 00743110157 spedito
заказ 500100732259 отправлен
订单号 123456789018 已发货
注文番号 7000012050002
주문번호 2208162517
طلب رقم 1234567890
הזמנה 123456782
sipariş 10000000146
tilaus 1310523081
zamówienie 44051401359
objednávka 7103192745
rendelés 8071592153
comanda 1630615123457
encomenda 123456789
παραγγελία 094259216
พัสดุ 1234567890121
đơn hàng 0100233488
`
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("5500 0000"));
