import RoostEntities

/// Reads OpenTelemetry's `ExportTraceServiceRequest`.
///
/// Field numbers are those of opentelemetry-proto 1: collector/trace, trace, resource and common. A message may say a
/// field twice; then the last counts, and lists are one list.
struct WireDecoder {
    /// Messages within messages of attributes, each of which is two of protobuf's, which takes a hundred.
    private static let deepest = 40
    /// So many spans, attributes, events, links and values may still come: a few bytes must not become many of them.
    private var left = 500_000

    /// - Throws: `invalidArgument` for what is none, `tooLarge` for one of too many parts.
    static func resources(of request: [UInt8]) throws(RoostError) -> [WireResource] {
        var decoder = WireDecoder()
        var reader = WireReader(request[...])
        var resources: [WireResource] = []
        while let (field, value) = try reader.next() {
            guard field == 1 else { continue }
            resources.append(try decoder.resource(value.bytes("resource_spans")))
        }
        return resources
    }

    private mutating func spend() throws(RoostError) {
        left -= 1
        guard left > 0 else {
            throw RoostError(
                .tooLarge,
                "The spans have more than 500,000 parts together; send them in several requests."
            )
        }
    }

    private mutating func resource(_ bytes: ArraySlice<UInt8>) throws(RoostError) -> WireResource {
        try spend()
        var reader = WireReader(bytes)
        var resource = WireResource()
        while let (field, value) = try reader.next() {
            switch field {
            case 1: resource.attributes += try attributes(of: value.bytes("resource"))
            case 2: resource.spans += try spans(of: value.bytes("scope_spans"))
            default: continue
            }
        }
        return resource
    }

    private mutating func attributes(of resource: ArraySlice<UInt8>) throws(RoostError) -> [WireAttribute] {
        var reader = WireReader(resource)
        var attributes: [WireAttribute] = []
        while let (field, value) = try reader.next() {
            guard field == 1 else { continue }
            attributes.append(try attribute(value.bytes("attributes"), depth: 0))
        }
        return attributes
    }

    private mutating func spans(of scope: ArraySlice<UInt8>) throws(RoostError) -> [WireSpan] {
        try spend()
        var reader = WireReader(scope)
        var spans: [WireSpan] = []
        while let (field, value) = try reader.next() {
            guard field == 2 else { continue }
            spans.append(try span(value.bytes("spans")))
        }
        return spans
    }

    private mutating func span(_ bytes: ArraySlice<UInt8>) throws(RoostError) -> WireSpan {
        try spend()
        var reader = WireReader(bytes)
        var span = WireSpan()
        while let (field, value) = try reader.next() {
            switch field {
            case 1: span.traceID = Array(try value.bytes("trace_id"))
            case 2: span.id = Array(try value.bytes("span_id"))
            case 3: span.state = try value.text("trace_state")
            case 4: span.parentID = Array(try value.bytes("parent_span_id"))
            case 5: span.name = try value.text("the name of a span")
            case 6: span.kind = Int64(truncatingIfNeeded: try value.number("kind"))
            case 7: span.start = try value.eight("start_time_unix_nano")
            case 8: span.end = try value.eight("end_time_unix_nano")
            case 9: span.attributes.append(try attribute(value.bytes("attributes"), depth: 0))
            case 11: span.events.append(try event(value.bytes("events")))
            case 13: span.links.append(try link(value.bytes("links")))
            case 15: span.status = try status(value.bytes("status"))
            default: continue
            }
        }
        return span
    }

    private mutating func event(_ bytes: ArraySlice<UInt8>) throws(RoostError) -> WireSpan.Event {
        try spend()
        var reader = WireReader(bytes)
        var event = WireSpan.Event()
        while let (field, value) = try reader.next() {
            switch field {
            case 1: event.time = try value.eight("time_unix_nano")
            case 2: event.name = try value.text("the name of an event")
            case 3: event.attributes.append(try attribute(value.bytes("attributes"), depth: 0))
            default: continue
            }
        }
        return event
    }

    private mutating func link(_ bytes: ArraySlice<UInt8>) throws(RoostError) -> WireSpan.Link {
        try spend()
        var reader = WireReader(bytes)
        var link = WireSpan.Link()
        while let (field, value) = try reader.next() {
            switch field {
            case 1: link.traceID = Array(try value.bytes("trace_id"))
            case 2: link.spanID = Array(try value.bytes("span_id"))
            case 3: link.state = try value.text("trace_state")
            case 4: link.attributes.append(try attribute(value.bytes("attributes"), depth: 0))
            default: continue
            }
        }
        return link
    }

    private func status(_ bytes: ArraySlice<UInt8>) throws(RoostError) -> WireSpan.Status {
        var reader = WireReader(bytes)
        var status = WireSpan.Status()
        while let (field, value) = try reader.next() {
            switch field {
            case 2: status.message = try value.text("the message of a status")
            case 3: status.code = Int64(truncatingIfNeeded: try value.number("the code of a status"))
            default: continue
            }
        }
        return status
    }

    private mutating func attribute(_ bytes: ArraySlice<UInt8>, depth: Int) throws(RoostError) -> WireAttribute {
        try spend()
        var reader = WireReader(bytes)
        var attribute = WireAttribute()
        while let (field, value) = try reader.next() {
            switch field {
            case 1: attribute.key = try value.text("the key of an attribute")
            case 2: attribute.value = try self.value(value.bytes("the value of an attribute"), depth: depth)
            default: continue
            }
        }
        return attribute
    }

    private mutating func value(_ bytes: ArraySlice<UInt8>, depth: Int) throws(RoostError) -> WireValue {
        try spend()
        guard depth < Self.deepest else {
            throw RoostError(
                .invalidArgument,
                "A value of an attribute has more than \(Self.deepest) levels; flatten it."
            )
        }
        var reader = WireReader(bytes)
        var found = WireValue.nothing
        while let (field, value) = try reader.next() {
            switch field {
            case 1: found = .text(try value.text("string_value"))
            case 2: found = .flag(try value.number("bool_value") != 0)
            case 3: found = .integer(Int64(bitPattern: try value.number("int_value")))
            case 4: found = .number(Double(bitPattern: try value.eight("double_value")))
            case 5: found = .list(try list(value.bytes("array_value"), depth: depth + 1))
            case 6: found = .map(try map(value.bytes("kvlist_value"), depth: depth + 1))
            case 7: found = .bytes(try value.bytes("bytes_value"))
            default: continue
            }
        }
        return found
    }

    private mutating func list(_ bytes: ArraySlice<UInt8>, depth: Int) throws(RoostError) -> [WireValue] {
        var reader = WireReader(bytes)
        var values: [WireValue] = []
        while let (field, value) = try reader.next() {
            guard field == 1 else { continue }
            values.append(try self.value(value.bytes("values"), depth: depth))
        }
        return values
    }

    private mutating func map(_ bytes: ArraySlice<UInt8>, depth: Int) throws(RoostError) -> [WireAttribute] {
        var reader = WireReader(bytes)
        var members: [WireAttribute] = []
        while let (field, value) = try reader.next() {
            guard field == 1 else { continue }
            members.append(try attribute(value.bytes("values"), depth: depth))
        }
        return members
    }
}
