"""A population at once: the very rules that advise one person, over tables of any size.

    people (Parquet, CSV, folders, object storage) -> `Plan` -> one row of decisions for each row
    claims rows -> episodes of care -> audits, with their uncertainty, for a region or a provider

A `Plan` is made once from the rulebook and the columns a table has; an engine only carries it out.
"""
