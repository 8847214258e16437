"""The customer book: a CRM export read into opening accounts, cell by cell, with every problem at its line."""
