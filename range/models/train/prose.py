"""Text of our own for the small language model: notes of an invented harbour town, written by a seeded grammar.

Everything here is made up: the town, its people and their numbers. Telephone numbers are of the range kept for fiction.
"""

import random

FIRST = """Ada Alba Anton Arlo Astrid Bela Bodil Bram Cato Ciara Clement Dagny Dario Edda Eino Elif Emre Enid Esme Fabio Falk
Fenna Fergus Finn Freya Gallus Gerda Greta Hakon Hanno Hedda Hugo Ida Ilse Imre Ines Ingrid Ivo Jarl Jonas Juna Kaia Kasper
Kirsi Lars Leila Lorenz Lotte Ludo Maia Marek Marit Milo Mirja Nadia Nils Noor Odo Olga Orla Oskar Petra Piet Quinn Ragna
Rasmus Rina Rolf Runa Saga Samir Signe Silke Sorin Sven Tamsin Tariq Thea Tilda Tomas Ulla Uwe Vera Viggo Wanda Wim Yara
Yusuf Zelda Zora""".split()

LAST = """Aldous Amsel Barlow Bering Birch Bloom Brandt Calder Carrow Castell Dahl Darrow Delane Eckert Elmqvist Engel Farrow
Fjord Flint Galen Garrick Grebe Gull Hallam Harbeck Hazel Hollis Ibsen Ivarsen Jessen Kestrel Kroon Lark Lindqvist Lorne Marsh
Mercer Moller Nash Norling Oaks Osprey Pell Pruitt Quay Rackham Reed Rowan Sandoval Seaver Skov Stroud Tamm Tarn Thorne Ulver
Vance Varga Voss Wader Weir Wendel Wren Yarrow Zeller""".split()

STREETS = """Anchor Lane, Barrel Street, Bell Row, Candle Street, Chapel Steps, Cooper Lane, Creel Street, Dolphin Row, Ferry
Road, Fish Street, Garden Row, Hill Street, Kiln Lane, Ladder Street, Lantern Row, Mill Lane, Mole Street, Net Street, North
Quay, Orchard Road, Pump Lane, Rope Walk, Sail Street, Salt Lane, School Road, Ship Street, Slate Row, South Quay, Station
Road, Tar Lane, Tide Street, Tower Steps, Upper Road, Water Lane, Well Street, Wharf Row, Willow Road""".replace(
    "\n", " "
).split(", ")

PLACES = """the boat house, the bakery, the brass works, the chandlery, the chapel hall, the clock tower, the corn store, the
custom house, the dry dock, the east mole, the ferry office, the fish hall, the glass house, the harbour office, the ice house,
the library, the lifeboat shed, the lighthouse, the lower market, the mill, the museum, the old bank, the oyster beds, the
pilot station, the post office, the pump room, the reading room, the rope yard, the sail loft, the school, the signal hut, the
slipway, the station, the swimming steps, the tea room, the tide gauge, the town hall, the upper market, the weigh house, the
west mole""".replace("\n", " ").split(", ")

THINGS = """a barrel of tar, a bicycle, a box of candles, a brass bell, a bundle of letters, a cask of vinegar, a chart of the
sound, a coil of rope, a crate of lemons, a folding chair, a grey coat, a hand cart, a jar of honey, a kettle, a ladder, a lantern,
a ledger, a mended net, a new rudder, a pair of oars, a parcel of books, a pocket watch, a pot of blue paint, a sack of flour, a
second anchor, a set of weights, a sewing machine, a ship in a bottle, a small stove, a spare sail, a string of floats, a sundial, a
telescope, a tin of biscuits, a weather glass, a wheel of cheese, a wooden duck, an accordion, an iron key, an old compass""".replace(
    "\n", " "
).split(", ")

TRADES = """baker, bell founder, boat builder, book binder, carpenter, chandler, clerk, cook, cooper, diver, doctor, ferryman,
fishmonger, gardener, glazier, ice carrier, joiner, keeper of the light, librarian, mason, miller, net maker, organist, painter,
pilot, porter, potter, printer, rope maker, sail maker, saddler, signaller, smith, surveyor, tailor, teacher, teller, tinsmith,
watchmaker, weaver""".replace("\n", " ").split(", ")

WEATHER = """a light wind from the south, a cold mist, a heavy swell, an early frost, bright sun, broken cloud, drizzle until noon,
fog on the sound, hail after dark, a long calm, low cloud, rain in the night, sleet, snow on the hills, steady rain, a storm from
the west, thunder far out, a warm haze, wind and spray, a white frost""".replace("\n", " ").split(", ")

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
DONE = "borrowed bought brought found hid left lent lost mended painted returned sold sorted tested traded weighed".split()
MOOD = "at once, by lamp light, for a song, for the winter, in a hurry, in good order, in silence, later than agreed, on credit, to everyone's surprise, twice, under protest, while it rained, with some pride, without a word".split(
    ", "
)
SHIPS = "Albatross, Blue Hour, Cormorant, Evening Star, Good Hope, Grey Goose, Halcyon, Lady Anne, Morning Tide, North Wind, Patience, Petrel, Providence, Quiet Water, Sea Holly, Silver Eel, Swallow, Three Sisters, Undine, Windflower".split(
    ", "
)
CARGO = "apples, barley, bricks, cloth, coal, copper, cork, glass, hemp, herring, ice, iron, lamp oil, lime, oats, oranges, paper, salt, slate, stockfish, sugar, tallow, tea, timber, tin, wool".split(
    ", "
)
CLUBS = "chess club, choir, cycling club, debating society, drama group, garden club, rowing club, sewing circle, swimming club, walking club".split(
    ", "
)
SAID = "it would do, it would not last, nobody had asked, that was the whole of it, the price was fair, the price was a scandal, there was time enough, they had seen worse, things were simpler once, tomorrow would be better".split(
    ", "
)


class Prose:
    """Writes one note after another; the same seed writes the same."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def pick(self, of):
        return of[self.random.randrange(len(of))]

    def number(self, low, high):
        return str(self.random.randrange(low, high))

    def name(self):
        return f"{self.pick(FIRST)} {self.pick(LAST)}"

    def date(self):
        return f"{self.number(1, 29)} {self.pick(MONTHS)}"

    def time(self):
        return f"{self.number(5, 23)}:{self.number(10, 60)}"

    def digits(self):
        """Numbers of one to six digits, so that digits follow digits in ordinary text as well."""
        return self.number(0, 10 ** self.random.randrange(1, 7))

    def sentence(self):
        return self.random.choice(SENTENCES)(self)

    def note(self):
        """One to four sentences on one line, which is one document."""
        return " ".join(self.sentence() for _ in range(self.random.randrange(1, 5)))


SENTENCES = [
    lambda p: f"{p.name()}, {p.pick(TRADES)}, {p.pick(DONE)} {p.pick(THINGS)} {p.pick(MOOD)}.",
    lambda p: f"On {p.pick(DAYS)} {p.name()} {p.pick(DONE)} {p.pick(THINGS)} at {p.pick(PLACES)}.",
    lambda p: f"The {p.pick(SHIPS)} came in at {p.time()} with {p.digits()} sacks of {p.pick(CARGO)}.",
    lambda p: f"The {p.pick(SHIPS)} waits for {p.pick(CARGO)} and leaves on {p.date()}.",
    lambda p: f"There was {p.pick(WEATHER)} on {p.date()}, and {p.pick(PLACES)} stayed shut.",
    lambda p: f"We had {p.pick(WEATHER)} all {p.pick(DAYS)}.",
    lambda p: f"The {p.pick(CLUBS)} meets at {p.pick(PLACES)} on {p.pick(DAYS)} at {p.time()}.",
    lambda p: f"The {p.pick(CLUBS)} counts {p.number(3, 90)} members since {p.name()} joined.",
    lambda p: f"Ticket {p.digits()} won {p.pick(THINGS)}; {p.name()} holds it.",
    lambda p: f"Parcel {p.digits()} for {p.pick(STREETS)} lies at {p.pick(PLACES)}.",
    lambda p: f"The tide gauge read {p.number(1, 9)}.{p.number(10, 99)} at {p.time()}.",
    lambda p: f"{p.name()} said that {p.pick(SAID)}, and {p.name()} said that {p.pick(SAID)}.",
    lambda p: f"A {p.pick(TRADES)} is wanted at {p.pick(PLACES)}; ask for {p.name()}.",
    lambda p: f"Lost between {p.pick(PLACES)} and {p.pick(PLACES)}: {p.pick(THINGS)}.",
    lambda p: f"Found in {p.pick(STREETS)}: {p.pick(THINGS)}, number {p.digits()}.",
    lambda p: f"{p.pick(CARGO).capitalize()} cost {p.number(1, 60)} crowns on {p.pick(DAYS)}, {p.pick(CARGO)} {p.number(1, 60)}.",
    lambda p: f"The bill of {p.name()} is {p.digits()} and is paid {p.pick(MOOD)}.",
    lambda p: f"From {p.date()} on {p.pick(STREETS)} is closed, because {p.pick(PLACES)} is being painted.",
    lambda p: f"Nobody knows who {p.pick(DONE)} {p.pick(THINGS)} near {p.pick(PLACES)}.",
    lambda p: f"The {p.pick(TRADES)} of {p.pick(STREETS)} has {p.pick(THINGS)} and {p.pick(THINGS)} to sell.",
    lambda p: f"At {p.time()} the {p.pick(SHIPS)} passed the {p.pick(SHIPS)} off {p.pick(PLACES)}.",
    lambda p: f"The code of the ledger at {p.pick(PLACES)} was {p.digits()} until {p.date()}.",
    lambda p: f"{p.name()} of {p.number(1, 99)} {p.pick(STREETS)} asks for {p.pick(THINGS)}.",
    lambda p: f"Mind the steps by {p.pick(PLACES)}, wrote {p.name()}, {p.pick(TRADES)}, {p.pick(MOOD)}.",
]


def notes(seed, characters):
    """Documents until there are at least so many characters."""
    prose, made, size = Prose(seed), [], 0
    while size < characters:
        made.append(prose.note())
        size += len(made[-1]) + 1
    return made


def record(prose):
    """A record of an invented person, as a register would hold it."""
    return (
        f"Member {prose.name()}, born {prose.date()} {prose.number(1931, 2004)}, {prose.pick(TRADES)}, lives at "
        f"{prose.number(1, 99)} {prose.pick(STREETS)}, keeps {prose.pick(THINGS)} and can be called at "
        f"555-01{prose.number(10, 99)}."
    )
