/// The value of an attribute: OpenTelemetry's `AnyValue`.
enum WireValue: Hashable {
    case nothing
    case text(String)
    case flag(Bool)
    case integer(Int64)
    case number(Double)
    case list([WireValue])
    case map([WireAttribute])
    case bytes(ArraySlice<UInt8>)
}

/// OpenTelemetry's `KeyValue`.
struct WireAttribute: Hashable {
    var key = ""
    var value = WireValue.nothing

    /// The value if it is a text.
    var text: String? {
        guard case .text(let text) = value else { return nil }
        return text
    }
}
