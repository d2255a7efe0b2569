import plumbline.journal


def test_what_is_public_is_listed_and_sorted() -> None:
    names = plumbline.journal.__all__
    assert names == sorted(names, key=lambda name: (not name.isupper(), name))
    assert all(hasattr(plumbline.journal, name) for name in names)
