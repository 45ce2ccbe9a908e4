"""Sentences of other parts of the program that participants meet, too: easy German needs them."""

from __future__ import annotations

from moderator.errors import msg


def plural(one: str, many: str) -> tuple[str, str]:
    """Mark a sentence with two forms, as `msg` marks one."""
    return one, many


BORROWED = (
    plural("Everyone has {n} dot.", "Everyone has {n} dots."),
    plural("At most {n} on one idea.", "At most {n} on one idea."),
    msg("As many as wanted may go on one idea."),
    msg("At most {n} in one cluster."),
    plural("{n} dot against an idea.", "Up to {n} dots against ideas."),
    msg("All dots must be used."),
    msg("Dots may be left over."),
    msg("Dots on the own idea are fine."),
    msg("No dots on the own idea."),
    msg("The result stays hidden until the round is closed."),
    msg("Too many dots: {given} given, {allowed} allowed."),
    msg("Too many dots on one idea: {given} given, at most {allowed} allowed."),
    msg("Too many dots in one cluster: {given} given, at most {allowed} allowed."),
    msg("Too many dots against: {given} given, {allowed} allowed."),
    msg("{given} dots given, all {allowed} must be used."),
    msg("Dots on the own idea are not allowed in this round."),
    msg("Too many photos are waiting to be looked at."),
    msg("“{title}” is not open for votes."),
    msg("Nothing was changed. Open the round first, or choose another one."),
    msg("This ballot code is not one of this round."),
    msg("Please compare it with the voting card."),
    msg("The ballot of this code is already in the box."),
    msg("The round was closed once; ballots from before cannot be changed any more."),
    msg("The comment is empty."),
    msg("A few words are enough."),
    msg("The text is too long: {length} signs, {limit} fit."),
    msg("Nothing was changed. Please shorten it."),
    msg("Too many comments are waiting to be looked at."),
    msg("Too many ideas are waiting to be looked at."),
    msg("Please tell the moderator and send it again later."),
    msg("This picture is too large: at most {limit} megapixels fit."),
    msg("Nothing was changed. Please send it in a smaller size."),
    msg("This file is not a picture that can be read."),
    msg("Nothing was changed. Please send a photo as JPEG, PNG, WebP or HEIC."),
    msg("Voting needs a voting card here."),
    msg("Please ask the moderator for one."),
    msg("All ballots for phones are given out."),
    msg("Please ask the moderator."),
)
