import Foundation
import RoostClient

/// The names of a model's classes in a text file, one a line, in the order of its outputs.
enum LabelFile {
    static func read(_ file: URL) throws(RoostError) -> [String] {
        let lines = try TextFile.read(file, limit: 16 << 20).split(
            omittingEmptySubsequences: false,
            whereSeparator: \.isNewline
        )
        let names = lines.map { $0.trimmingCharacters(in: .whitespaces) }
        let used = names.last?.isEmpty == true ? names.dropLast() : names[...]
        for (index, name) in used.enumerated() {
            do throws(RoostError) {
                _ = try Label(name)
            } catch {
                throw RoostError(
                    error.code,
                    "\(file.lastPathComponent), line \(index + 1): \(error.message)",
                    cause: error
                )
            }
        }
        return Array(used)
    }
}
