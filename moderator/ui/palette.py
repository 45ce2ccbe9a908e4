"""The colours of the window as data, light and dark, and the contrast between two of them."""

from __future__ import annotations

from typing import NamedTuple

Colour = str
"""A colour as `#RRGGBB`."""


class Palette(NamedTuple):
    """One theme. Text colours reach 4.5:1 on every ground they stand on, control edges 3:1.

    Attributes:
        ground: the paper on which everything lies.
        surface: fields, lists and dialogs on the ground.
        sunken: the navigation and quiet areas.
        hover: what is under the pointer.
        chosen: the selected row.
        ink: text.
        ink_soft: text of second rank.
        ink_faint: hints, placeholders, keys.
        line: edges that only decorate.
        control: edges by which a control is known.
        accent: fill of the one thing to do next, with `on_accent` written on it.
        accent_hover: the same under the pointer.
        accent_edge: edge of the accent fill.
        accent_ink: accent as text or sign.
        focus: the ring around what has the keyboard.
        positive: saved, fits, open.
        positive_ground: quiet ground under positive text.
        danger: failed, does not fit, deleting.
        danger_ground: quiet ground under danger text.
        notice_ground: quiet ground under a hint.
        card_ink: text on cards of every colour.
        card_soft: text of second rank on cards.
        card_edge: edge of a card.
        shadow: the shade under a card.
        part_paper: dots from paper in a ranking.
        part_phone: dots from phones.
        part_platform: dots from the platform.
        part_against: dots against.
        bar_ground: the empty part of a bar.
    """

    ground: Colour
    surface: Colour
    sunken: Colour
    hover: Colour
    chosen: Colour
    ink: Colour
    ink_soft: Colour
    ink_faint: Colour
    line: Colour
    control: Colour
    accent: Colour
    accent_hover: Colour
    accent_edge: Colour
    accent_ink: Colour
    on_accent: Colour
    focus: Colour
    positive: Colour
    positive_ground: Colour
    danger: Colour
    danger_ground: Colour
    notice_ground: Colour
    card_white: Colour
    card_yellow: Colour
    card_green: Colour
    card_blue: Colour
    card_red: Colour
    card_ink: Colour
    card_soft: Colour
    card_edge: Colour
    shadow: Colour
    part_paper: Colour
    part_phone: Colour
    part_platform: Colour
    part_against: Colour
    bar_ground: Colour


LIGHT = Palette(
    ground="#F6F1E7",
    surface="#FFFFFF",
    sunken="#EEE7DA",
    hover="#F0E9DB",
    chosen="#E9DFC9",
    ink="#221F1A",
    ink_soft="#5B5449",
    ink_faint="#696256",
    line="#DFD6C6",
    control="#857B6B",
    accent="#F2A91B",
    accent_hover="#F7B93F",
    accent_edge="#8F5A00",
    accent_ink="#7F4B00",
    on_accent="#221F1A",
    focus="#1B5E9E",
    positive="#2A6639",
    positive_ground="#E3EFDD",
    danger="#A32E1C",
    danger_ground="#FBE7E1",
    notice_ground="#FCF0CF",
    card_white="#FFFFFF",
    card_yellow="#FFF2B3",
    card_green="#DCEFCE",
    card_blue="#D5E7F6",
    card_red="#FAD8CC",
    card_ink="#221F1A",
    card_soft="#544D42",
    card_edge="#DCD2C0",
    shadow="#8A7C63",
    part_paper="#2F6F73",
    part_phone="#8A5A12",
    part_platform="#5D5A96",
    part_against="#A32E1C",
    bar_ground="#E8DFCE",
)

DARK = Palette(
    ground="#1B2127",
    surface="#262E36",
    sunken="#161B20",
    hover="#2C353E",
    chosen="#323C46",
    ink="#F2EDE3",
    ink_soft="#BDB7AA",
    ink_faint="#ABA598",
    line="#38424C",
    control="#84909B",
    accent="#F0AE38",
    accent_hover="#F7C05C",
    accent_edge="#F0AE38",
    accent_ink="#F5C263",
    on_accent="#221F1A",
    focus="#7FB8F0",
    positive="#8CCB97",
    positive_ground="#22362B",
    danger="#F29A86",
    danger_ground="#43292A",
    notice_ground="#3D3524",
    card_white="#E9E4D9",
    card_yellow="#E8DA97",
    card_green="#C2DAB2",
    card_blue="#B8D0E4",
    card_red="#E6BBAC",
    card_ink="#221F1A",
    card_soft="#4A4439",
    card_edge="#0F1316",
    shadow="#000000",
    part_paper="#6FB7B9",
    part_phone="#D9A75A",
    part_platform="#A9A6DC",
    part_against="#F29A86",
    bar_ground="#333D47",
)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
