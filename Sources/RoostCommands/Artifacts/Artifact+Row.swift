import RoostClient

extension Artifact: Row {
    static var columns: [String] { ["path", "size", "sha-256", "link"] }

    var cells: [String] {
        [
            path.text,
            size.map { ByteText($0).description } ?? "-",
            digest.map { String($0.text.prefix(12)) } ?? "-",
            url ?? "",
        ]
    }
}
