import Foundation

/// How a line of a snapshot's manifest is written and read.
///
/// The writing is canonical, since the manifest is named by its bytes: JSON with sorted keys and no blanks, ended by a
/// line feed.
package enum SnapshotLine {
    package static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var line = try encoder.encode(value)
        line.append(0x0A)
        return line
    }

    /// - Throws: `corrupted` when the line does not say such a value.
    package static func decode<Value: Decodable>(_ type: Value.Type, from line: some DataProtocol) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(line))
        } catch {
            throw RoostError(
                .corrupted,
                "a line of the snapshot's manifest cannot be read; run 'roost doctor' to check the content",
                cause: error
            )
        }
    }
}
