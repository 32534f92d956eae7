import Foundation
import RoostEntities

/// MLflow's page token: `{"offset": N}` in base64, which clients pass on as it is.
enum OffsetToken {
    static func text(of offset: Int) -> String {
        Data("{\"offset\": \(offset)}".utf8).base64EncodedString()
    }

    /// - Throws: `invalidArgument` in MLflow's words.
    static func offset(of text: String?) throws(RoostError) -> Int {
        guard let text, !text.isEmpty else { return 0 }
        guard text.utf8.count <= 200, let data = Data(base64Encoded: text) else {
            throw RoostError(.invalidArgument, "Invalid page token, could not base64-decode")
        }
        guard let fields = try? Fields(json: Array(data)) else {
            throw RoostError(.invalidArgument, "Invalid page token, decoded value=\(quoted(text))")
        }
        guard let offset = try? fields.integer("offset"), (1...Int64(Int32.max) * 2).contains(offset) else {
            throw RoostError(.invalidArgument, "Invalid page token, parsed value=\(quoted(text))")
        }
        return Int(offset)
    }
}
