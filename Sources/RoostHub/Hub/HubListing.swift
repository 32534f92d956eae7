import Foundation

/// What the hub says of a repository at some revision.
struct HubListing: Sendable {
    /// The commit that the revision stands for now.
    let commit: String
    let files: [HubFile]

    /// Reads an answer of `GET /api/models/{name}/revision/{revision}?blobs=true`.
    ///
    /// Files whose path or digest makes no sense are left out: nothing could be done with them.
    init(_ json: Data, of repository: HubRepository) throws(HubError) {
        guard let answer = try? JSONDecoder().decode(Answer.self, from: json) else {
            throw HubError(.unavailable, "the hub's answer about \(repository) is not what it should be; try again")
        }
        guard HubRepository.isCommit(answer.sha) else {
            throw HubError(.unavailable, "the hub names no commit of \(repository) (field 'sha')")
        }
        commit = answer.sha
        files = answer.siblings.compactMap { HubFile($0) }
    }

    fileprivate struct Answer: Decodable {
        let sha: String
        let siblings: [Sibling]
    }

    fileprivate struct Sibling: Decodable {
        struct Large: Decodable {
            let sha256: String
            let size: Int64
        }

        let rfilename: String
        let size: Int64?
        let blobId: String?
        let lfs: Large?
    }
}

extension HubFile {
    fileprivate init?(_ sibling: HubListing.Sibling) {
        let parts = sibling.rfilename.split(separator: "/", omittingEmptySubsequences: false)
        guard
            sibling.rfilename.utf8.count <= 1024,
            parts.allSatisfy({ $0 != "" && $0 != "." && $0 != ".." && !$0.contains("\\") }),
            sibling.rfilename.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else { return nil }
        path = sibling.rfilename
        if let large = sibling.lfs, large.size >= 0, Self.isHex(large.sha256, count: 64) {
            size = large.size
            digest = .sha256(large.sha256)
        } else if let name = sibling.blobId, let size = sibling.size, size >= 0, Self.isHex(name, count: 40) {
            self.size = size
            digest = .gitBlob(name, size: size)
        } else {
            return nil
        }
    }

    private static func isHex(_ text: String, count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
