/// How a person points at a version.
///
///     reference = model [ ":" number | "@" alias ]
///
/// Without a selector it means the latest version.
public struct Reference: Grammar {
    public enum Selector: Hashable, Sendable {
        case latest
        case number(Version.Number)
        case alias(Alias)
    }

    public let model: Model.Name
    public let selector: Selector

    public init(model: Model.Name, selector: Selector) {
        self.model = model
        self.selector = selector
    }

    public init(_ text: String) throws(RoostError) {
        if let colon = text.firstIndex(of: ":") {
            guard let number = Int(text[text.index(after: colon)...]) else {
                throw RoostError(
                    .invalidArgument,
                    "\(quoted(text)): after ':' comes a version number, such as digits:2"
                )
            }
            self.init(model: try Model.Name(String(text[..<colon])), selector: .number(try Version.Number(number)))
        } else if let at = text.firstIndex(of: "@") {
            let alias = try Alias(String(text[text.index(after: at)...]))
            self.init(model: try Model.Name(String(text[..<at])), selector: .alias(alias))
        } else {
            self.init(model: try Model.Name(text), selector: .latest)
        }
    }

    public var text: String {
        switch selector {
        case .latest: model.text
        case .number(let number): "\(model):\(number)"
        case .alias(let alias): "\(model)@\(alias)"
        }
    }
}
