/// A movable name for one version of a model, such as `champion`.
///
///     alias = (letter | digit | "-" | "_") { letter | digit | "-" | "_" }       255 characters at most, of any script
///
/// `latest` and `v` with a number are no aliases: they always mean the newest version and that number.
public struct Alias: Grammar {
    public let text: String

    public init(_ text: String) throws(RoostError) {
        guard Self.isAlias(text) else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(text)) is no alias: it has letters, digits, '-' or '_', 255 at most, "
                    + "and is neither 'latest' nor 'v' and a number"
            )
        }
        self.text = text
    }

    private static func isAlias(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        return (1...255).contains(scalars.count) && scalars.allSatisfy(isAllowed) && !isReserved(text)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: true
        default: scalar == "-" || scalar == "_"
        }
    }

    private static func isReserved(_ text: String) -> Bool {
        guard text != "latest" else { return true }
        guard let first = text.utf8.first, first == UInt8(ascii: "v") || first == UInt8(ascii: "V") else {
            return false
        }
        return text.utf8.count > 1 && text.utf8.dropFirst().allSatisfy(\.isASCIIDigit)
    }
}
