import Foundation
import RoostClient

/// A file that is read whole, up to a limit, with errors that name it.
enum TextFile {
    /// `limit`: in bytes.
    static func bytes(of file: URL, limit: Int) throws(RoostError) -> Data {
        let path = file.path(percentEncoded: false)
        let attributes = try? FileManager.default.attributesOfItem(
            atPath: file.resolvingSymlinksInPath().path(percentEncoded: false)
        )
        guard let attributes else {
            throw RoostError(.notFound, "there is no file \(Output.safe(path))")
        }
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            throw RoostError(.invalidArgument, "\(Output.safe(path)) is not a file; name a regular file")
        }
        do {
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            let bytes = try handle.read(upToCount: limit + 1) ?? Data()
            guard bytes.count <= limit else {
                throw RoostError(
                    .tooLarge,
                    "\(Output.safe(path)) has more than \(ByteText(Int64(limit))); that is more than is read here"
                )
            }
            return bytes
        } catch let error as RoostError {
            throw error
        } catch {
            throw RoostError(.permissionDenied, "cannot read \(Output.safe(path))", cause: error)
        }
    }

    static func read(_ file: URL, limit: Int) throws(RoostError) -> String {
        guard let text = String(bytes: try bytes(of: file, limit: limit), encoding: .utf8) else {
            throw RoostError(.corrupted, "\(Output.safe(file.path(percentEncoded: false))) is not UTF-8 text")
        }
        return text
    }
}
