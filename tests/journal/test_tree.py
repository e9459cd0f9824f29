from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.journal import canonical, tree


def slowly(leaves):
    """RFC 6962, section 2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return tree.node(slowly(leaves[:k]), slowly(leaves[k:]))


@pytest.mark.parametrize("count", range(70))
def test_the_frontier_gives_the_root_of_the_rfc(count):
    leaves = [tree.leaf(str(i).encode()) for i in range(count)]
    frontier = []
    for size, leaf in enumerate(leaves):
        frontier = tree.append(frontier, size, leaf)

    assert tree.root(frontier) == slowly(leaves)
    assert tree.unpack(tree.pack(frontier)) == frontier


def test_the_vectors_of_certificate_transparency():
    frontier = []
    for size, data in enumerate(["", "00", "10", "2021", "3031", "40414243"]):
        frontier = tree.append(frontier, size, tree.leaf(bytes.fromhex(data)))

    assert tree.EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert tree.root(frontier).hex() == (
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"
    )


plain_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner)
    ),
    max_leaves=20,
)


@given(plain_json)
def test_one_spelling_for_one_value(value):
    try:
        spelled = canonical.encode(value)
    except UnicodeEncodeError:
        return  # a lone surrogate has no spelling
    import json

    assert json.loads(spelled) == value
    assert canonical.encode(json.loads(spelled)) == spelled
