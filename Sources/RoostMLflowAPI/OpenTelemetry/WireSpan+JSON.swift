import Foundation

extension WireSpan {
    /// The span as protobuf's JSON has it: bytes in base64, numbers of 64 bits in quotes.
    var json: [UInt8] {
        JSONWriter.object { writer in
            writer.bytes("trace_id", traceID)
            writer.bytes("span_id", id)
            writer.member("trace_state", state)
            writer.bytes("parent_span_id", parentID)
            writer.member("name", name)
            writer.member("kind", Self.kinds[kind])
            writer.time("start_time_unix_nano", start)
            writer.time("end_time_unix_nano", end)
            writer.member("attributes", attributes) { $0.attribute($1) }
            writer.member("events", events) { writer, event in
                writer.object { writer in
                    writer.time("time_unix_nano", event.time)
                    writer.member("name", event.name)
                    writer.member("attributes", event.attributes) { $0.attribute($1) }
                }
            }
            writer.member("links", links) { writer, link in
                writer.object { writer in
                    writer.bytes("trace_id", link.traceID)
                    writer.bytes("span_id", link.spanID)
                    writer.member("trace_state", link.state)
                    writer.member("attributes", link.attributes) { $0.attribute($1) }
                }
            }
            writer.member("status") { writer in
                writer.member("message", status.message)
                writer.member("code", Self.codes[status.code])
            }
        }
    }

    private static let codes: [Int64: String] = [1: "STATUS_CODE_OK", 2: "STATUS_CODE_ERROR"]
    private static let kinds: [Int64: String] = [
        1: "SPAN_KIND_INTERNAL", 2: "SPAN_KIND_SERVER", 3: "SPAN_KIND_CLIENT", 4: "SPAN_KIND_PRODUCER",
        5: "SPAN_KIND_CONSUMER",
    ]
}

extension JSONWriter {
    fileprivate mutating func attribute(_ attribute: WireAttribute) {
        object { writer in
            writer.member("key", attribute.key)
            writer.member("value") { $0.member(attribute.value) }
        }
    }

    /// The one member that an `AnyValue` has, if it has one.
    private mutating func member(_ value: WireValue) {
        switch value {
        case .nothing: return
        case .text(let text):
            key("string_value")
            string(text)
        case .flag(let flag): member("bool_value", flag)
        case .integer(let number): member("int_value", String(number))
        case .number(let number): member("double_value", number)
        case .list(let values):
            member("array_value") { writer in
                writer.member("values", values) { writer, value in writer.object { $0.member(value) } }
            }
        case .map(let members):
            member("kvlist_value") { $0.member("values", members) { $0.attribute($1) } }
        case .bytes(let bytes):
            key("bytes_value")
            string(Data(bytes).base64EncodedString())
        }
    }

    /// A moment unless it is 0.
    fileprivate mutating func time(_ name: StaticString, _ nanoseconds: UInt64) {
        member(name, nanoseconds == 0 ? nil : String(nanoseconds))
    }

    /// Bytes unless there are none.
    fileprivate mutating func bytes(_ name: StaticString, _ bytes: [UInt8]) {
        member(name, Data(bytes).base64EncodedString())
    }
}
