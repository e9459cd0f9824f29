"""PyYAML's parser in Python, for an installation without libyaml."""

from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner


class PureParser(Reader, Scanner, Parser):
    def __init__(self, data: bytes):
        Reader.__init__(self, data)
        Scanner.__init__(self)
        Parser.__init__(self)
