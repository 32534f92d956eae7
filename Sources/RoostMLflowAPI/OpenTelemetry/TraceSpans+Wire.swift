import RoostEntities

extension TraceSpans {
    /// The spans of a request, those of a trace together, with the tags that come with them.
    ///
    /// What sent them is told in tags, but for what the exporter says of itself. Tags that a trace's whole has as
    /// attributes `mlflow.traceTag.<name>` go before these.
    ///
    /// - Throws: `invalidArgument` for a span without identifiers, or with times that are none.
    static func sorted(_ resources: [WireResource]) throws(RoostError) -> [TraceSpans] {
        var traces: [TraceSpans] = []
        var places: [Trace.ID: Int] = [:]
        for resource in resources {
            let tags = resource.tags
            for span in resource.spans {
                let id = try span.trace
                let place = places[id] ?? traces.count
                if place == traces.count { traces.append(TraceSpans(of: id)) }
                places[id] = place
                traces[place].tags.merge(tags) { known, _ in known }
                try traces[place].add(span)
            }
        }
        return traces
    }

    private mutating func add(_ span: WireSpan) throws(RoostError) {
        let step = try TraceSpan(span)
        spans.append(step)
        guard step.parentID == nil else { return }
        requestPreview = span.text(SpanAttribute.inputs)?.cut(to: SpanAttribute.longestPreview)
        responsePreview = span.text(SpanAttribute.outputs)?.cut(to: SpanAttribute.longestPreview)
        for attribute in span.attributes where attribute.key.hasPrefix(SpanAttribute.tagPrefix) {
            let name = String(attribute.key.dropFirst(SpanAttribute.tagPrefix.count))
            tags.set(name, attribute.value)
        }
    }
}

extension TraceSpan {
    /// - Throws: `invalidArgument` for a span without identifiers, or with times that are none.
    fileprivate init(_ span: WireSpan) throws(RoostError) {
        guard let id = span.id.number(bytes: 8), id != 0 else {
            throw WireReader.wrong("span \(quoted(span.name)) has no span_id of eight bytes")
        }
        guard span.parentID.isEmpty || span.parentID.count == 8 else {
            throw WireReader.wrong("span \(quoted(span.name)) has a parent_span_id that is not of eight bytes")
        }
        guard let start = Int64(exactly: span.start), let end = Int64(exactly: span.end) else {
            throw WireReader.wrong("span \(quoted(span.name)) is after the year 2262")
        }
        guard !span.name.utf8.contains(0) else { throw WireReader.wrong("the name of a span has U+0000 in it") }
        let parent = span.parentID.number(bytes: 8)
        let type = span.text(SpanAttribute.type)?.without("\"") ?? ""
        self.init(
            id: id,
            parentID: parent == 0 ? nil : parent,
            name: span.name,
            type: type.isEmpty || type.utf8.contains(0) ? SpanAttribute.unknownType : type,
            status: span.status.code == 1 ? .ok : span.status.code == 2 ? .error : .unset,
            startedAt: start,
            endedAt: end == 0 ? nil : end,
            content: String(decoding: span.json, as: UTF8.self)
        )
    }
}

extension WireSpan {
    /// The trace that it is a step of, as MLflow calls it.
    fileprivate var trace: Trace.ID {
        get throws(RoostError) {
            guard traceID.count == 16, traceID.contains(where: { $0 != 0 }) else {
                throw WireReader.wrong("span \(quoted(name)) has no trace_id of sixteen bytes")
            }
            return try Trace.ID("tr-" + traceID.map(\.hexadecimal).joined())
        }
    }
}

extension WireResource {
    fileprivate var tags: [String: String] {
        var tags: [String: String] = [:]
        for attribute in attributes
        where !attribute.key.hasPrefix("telemetry.sdk.") && !attribute.key.hasPrefix("mlflow.") {
            tags.set(attribute.key, attribute.value)
        }
        return tags
    }
}

extension [String: String] {
    /// Takes in a tag unless it cannot be one.
    fileprivate mutating func set(_ name: String, _ value: WireValue) {
        guard let value = value.plain, (1...EntityName.longest).contains(name.unicodeScalars.count),
            !TraceTag.reserved.contains(name), name != TraceTag.artifacts, !name.utf8.contains(0),
            !value.utf8.contains(0)
        else { return }
        self[name] = value.cut(to: TraceTag.longest)
    }
}

extension WireValue {
    /// The value as a text, of one that is not made of others.
    fileprivate var plain: String? {
        switch self {
        case .text(let text): text
        case .flag(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .number(let number): number.description
        case .nothing, .list, .map, .bytes: nil
        }
    }
}

extension [UInt8] {
    /// The number that so many bytes are, the highest first; `nil` when they are not so many.
    fileprivate func number(bytes count: Int) -> UInt64? {
        guard self.count == count else { return nil }
        return reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension UInt8 {
    fileprivate var hexadecimal: String {
        let digits = String(self, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
}

/// Attributes of spans that mean something here.
enum SpanAttribute {
    static let type = "mlflow.spanType"
    static let inputs = "mlflow.spanInputs"
    static let outputs = "mlflow.spanOutputs"
    static let tagPrefix = "mlflow.traceTag."
    /// The type of a span that does not tell.
    static let unknownType = "UNKNOWN"
    /// So many characters of what went in or came out are shown with a trace.
    static let longestPreview = 1000
}
