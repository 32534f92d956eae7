/// OpenTelemetry's `Span`.
struct WireSpan: Hashable {
    /// 128 bits.
    var traceID: [UInt8] = []
    /// 64 bits; none of a parent that there is not.
    var id: [UInt8] = []
    var parentID: [UInt8] = []
    var state = ""
    var name = ""
    var kind: Int64 = 0
    /// In nanoseconds since 1970; 0 when it was not told.
    var start: UInt64 = 0
    var end: UInt64 = 0
    var attributes: [WireAttribute] = []
    var events: [Event] = []
    var links: [Link] = []
    var status = Status()

    struct Event: Hashable {
        var time: UInt64 = 0
        var name = ""
        var attributes: [WireAttribute] = []
    }

    /// Another span that has to do with it.
    struct Link: Hashable {
        var traceID: [UInt8] = []
        var spanID: [UInt8] = []
        var state = ""
        var attributes: [WireAttribute] = []
    }

    struct Status: Hashable {
        var message = ""
        /// 1 is well, 2 an error.
        var code: Int64 = 0
    }

    /// The last of that name, as texts go.
    func text(_ key: String) -> String? {
        attributes.last { $0.key == key }?.text
    }
}

/// OpenTelemetry's `ResourceSpans`: spans, and what sent them.
struct WireResource: Hashable {
    var attributes: [WireAttribute] = []
    var spans: [WireSpan] = []
}
