import Foundation
import Logging
import RoostEntities

/// Writes each event as one line to standard error, whole or not at all.
package struct LineLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    private let label: String
    private let format: LogFormat
    private let write: @Sendable (String) -> Void

    /// A handler for one logger; `write` takes one line with its end.
    package init(
        label: String,
        level: Logger.Level,
        format: LogFormat,
        write: @escaping @Sendable (String) -> Void = standardError
    ) {
        self.label = label
        self.format = format
        self.write = write
        logLevel = level
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { _, last in last }.mapValues(\.logText)
        switch format {
        case .text: write(Self.text(event, fields, at: .now))
        case .json: write(json(event, fields, at: .now))
        }
    }

    private static func text(_ event: LogEvent, _ fields: [String: String], at moment: Timestamp) -> String {
        var line = "\(moment) \(event.level.rawValue) \(event.message.description.logLine)"
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            line += " "
            line += name
            line += "="
            line += value.logQuoted
        }
        line += "\n"
        return line
    }

    private func json(_ event: LogEvent, _ fields: [String: String], at moment: Timestamp) -> String {
        var object = fields
        object["time"] = "\(moment)"
        object["level"] = event.level.rawValue
        object["logger"] = label
        object["message"] = event.message.description
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(object)).map { String(decoding: $0, as: UTF8.self) + "\n" } ?? ""
    }

    package static let standardError: @Sendable (String) -> Void = { line in
        var line = line
        line.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Foundation.write(STDERR_FILENO, rest.baseAddress, rest.count)
                guard count > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            }
        }
    }
}

extension Logger.MetadataValue {
    /// Most are text already.
    fileprivate var logText: String {
        guard case .string(let text) = self else { return description }
        return text
    }
}

extension String {
    /// Without what could end the line or command a terminal.
    fileprivate var logLine: String {
        guard utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return self }
        return String(
            String.UnicodeScalarView(unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : $0 })
        )
    }

    /// In quotes when a reader could not tell where it ends.
    fileprivate var logQuoted: String {
        let line = logLine
        guard line.isEmpty || line.utf8.contains(where: { $0 == 0x20 || $0 == 0x3D || $0 == 0x22 }) else { return line }
        return "\"" + line.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
