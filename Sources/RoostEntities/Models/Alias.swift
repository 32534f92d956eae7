/// A movable name for one version of a model, such as `champion`.
///
///     alias = letter { letter | digit | "-" | "_" }       lower case, 63 characters at most
public struct Alias: Grammar {
    public let text: String

    public init(_ text: String) throws(RoostError) {
        let allowed = { (byte: UInt8) in byte.isASCIILowercase || byte.isASCIIDigit || byte.isDashOrUnderscore }
        guard follows(text, limit: 63, first: \.isASCIILowercase, rest: allowed) else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(text)) is no alias: start with a-z, then a-z, 0-9, '-' or '_', 63 at most"
            )
        }
        self.text = text
    }
}
