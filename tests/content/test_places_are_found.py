"""What workers write when asked for their municipality, in five languages and two scripts."""

import pytest

from content.places import find_place, index, nearest

ONE = {
    # postcodes
    "3011 AB": "0599", "5911ab": "0983", "5911": "0983", "2511CV": "0518", "moja ulica, 3011 AB": "0599", "postcode 5975": "1507",
    # names, old names, districts
    "Venlo": "0983", "den bosch": "0796", "'s-Gravenhage": "0518", "The Hague": "0518", "Spijkenisse": "1930", "Weesp": "0363",
    "Uden": "1991", "Boxmeer": "1982", "Naaldwijk": "1783", "Hoogvliet": "0599", "Rdam": "0599", "Veghel": "1948", "Hoofddorp": "0394",
    # in a sentence
    "ik woon in Venlo": "0983", "ik werk in Best": "0753", "bij Bol.com in Waalwijk": "0867", "mieszkam w Rotterdamie": "0599",
    "szef nie placi w Tilburgu od marca": "0855", "w Hadze": "0518", "w Bredzie": "0758", "lucrez la Tilburg": "0855",
    "stau langa Venlo": "0983", "Haga Olanda": "0518", "lucrez intr-o sera langa Maasdijk": "1783", "rabotya v Naaldvaik": "1783",
    # Cyrillic
    "Ротердам": "0599", "живея в Хага": "0518", "в Амстердам съм": "0363", "Ейндховен": "0772", "Вестланд": "1783", "Енсхеде": "0153",
    "Ниймеген": "0268", "Маастрихт": "0935", "Ос": "0828", "Венрай": "0984",
    # typos
    "Roterdam": "0599", "v Roterdam": "0599", "Utreht": "0344", "Eindhofen": "0772", "Tillburg": "0855", "bergen op zom": "0748",
    "den hag": "0518", "Apeldorn": "0200", "Zwole": "0193", "Waddinxven": "0627", "Dordreht": "0505",
    # half a name, a name with its province, a postcode that says which
    "Capelle": "0502", "Hazerswoude": "0484", "Elst Gelderland": "1734", "1861 Bergen": "0373",
}  # fmt: skip
SEVERAL = {
    "Bergen": ["0748", "0373", "0893"], "Hengelo": ["0164", "1876"], "Rijswijk": ["0603", "1959", "0214"],
    "Alphen": ["0484", "1723", "0668"],
    "Krimpen": ["0542", "1931"], "Rotterdam of Den Haag": ["0599", "0518"], "pracuje w Westland a mieszkam w Hadze": ["0518", "1783"],
}  # fmt: skip
NONE = [
    "", "🤷", "nie wiem", "nu stiu", "не знам", "1234", "Nederland", "Holandia", "Olanda", "Polska", "Cluj", "Пловдив", "Zuid-Holland",
    "in 2024 kwam ik", "werk hier sinds 2021", "1500 euro", "kreeg 1500 per maand", "tel 0612345678", "I made a mistake",
    "ik heb geen huis",
    "mój szef nie płaci", "my boss said he will call the police if I do not leave the house", "x" * 5000, "'; drop table cases; --",
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), ONE.items())
def test_a_place_is_found_as_people_write_it(text: str, code: str) -> None:
    found = find_place(text)
    assert (found.kind, [p.code for p in found.candidates]) == ("one", [code])


@pytest.mark.parametrize(("text", "codes"), SEVERAL.items())
def test_a_name_of_several_municipalities_gives_all_of_them_the_biggest_first(text: str, codes: list[str]) -> None:
    found = find_place(text)
    assert (found.kind, [p.code for p in found.candidates]) == ("several", codes)


@pytest.mark.parametrize("text", NONE)
def test_what_names_no_municipality_gives_none(text: str) -> None:
    assert find_place(text) == find_place("")


def test_a_candidate_shows_the_municipality_and_the_place() -> None:
    found = find_place("Naaldwijk").best
    assert found is not None
    assert (found.municipality, found.place, found.province) == ("Westland", "Naaldwijk", "Zuid-Holland")


def test_every_municipality_is_found_by_its_own_name() -> None:
    for code, row in index().municipalities.items():
        assert code in {p.code for p in find_place(row["display_name"]).candidates}, row["display_name"]


def test_a_location_gives_the_nearest_municipality_and_none_abroad() -> None:
    here = nearest(51.92, 4.48).best
    assert here is not None
    assert here.code == "0599"
    assert nearest(52.52, 13.40).kind == "none"
