extension Label {
    /// How a label is drawn.
    ///
    ///     color = "#" 6 hexadecimal digits       red, green, blue
    public struct Color: Grammar {
        public let text: String

        public init(_ text: String) throws(RoostError) {
            guard text.utf8.count == 7, text.utf8.first == UInt8(ascii: "#"),
                text.utf8.dropFirst().allSatisfy({ (byte: UInt8) in
                    byte.isASCIIDigit || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
                })
            else {
                throw RoostError(.invalidArgument, "\(quoted(text)) is no colour: write it as #rrggbb")
            }
            self.text = text.lowercased()
        }
    }
}
