/// An entry of a folder of artifacts.
package struct MLflowFile: Sendable, Equatable {
    /// Within all artifacts of its owner, with `/` between folders.
    package var path: String
    package var isFolder: Bool
    /// In bytes, where the server tells.
    package var size: Int64?
}

/// Whose artifacts are meant.
package struct MLflowOwner: Sendable, Equatable {
    package enum Kind: Sendable {
        case run, model
    }

    package var kind: Kind
    package var id: String
    /// Where its artifacts lie, as the server says.
    package var artifactURI: String
}

extension MLflowFile: Decodable {
    private enum CodingKeys: String, CodingKey {
        case path
        case isFolder = "is_dir"
        case size = "file_size"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        path = try container.decode(String.self, forKey: .path)
        isFolder = try container.decodeIfPresent(Bool.self, forKey: .isFolder) ?? false
        let told = try container.decodeIfPresent(WireInteger.self, forKey: .size)?.value
        // Protobuf leaves out nothing here, but MLflow says nothing of an empty file.
        size = isFolder ? nil : told ?? 0
    }
}

extension MLflowRun {
    package var owner: MLflowOwner { MLflowOwner(kind: .run, id: id, artifactURI: artifactURI) }
}

extension MLflowModel {
    package var owner: MLflowOwner { MLflowOwner(kind: .model, id: id, artifactURI: artifactURI) }
}
