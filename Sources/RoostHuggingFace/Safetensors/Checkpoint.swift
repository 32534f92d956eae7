import Foundation

/// The weights of a checkpoint folder: one safetensors file, or several with an index.
struct Checkpoint: Sendable {
    static let singleName = "model.safetensors"
    private static let indexName = "model.safetensors.index.json"
    private static let maximumShards = 4096

    let files: [SafetensorsFile]
    private let fileOfTensor: [String: Int]

    /// - Throws: ``HuggingFaceError`` naming the file.
    init(folder: URL) throws(HuggingFaceError) {
        if Self.exists(Self.singleName, in: folder) {
            let file = try SafetensorsFile(path: Self.path(Self.singleName, in: folder), name: Self.singleName)
            files = [file]
            fileOfTensor = file.header.entries.mapValues { _ in 0 }
            return
        }
        guard Self.exists(Self.indexName, in: folder) else { throw Self.noWeights(in: folder) }
        let index = try JSONFile(path: Self.path(Self.indexName, in: folder), name: Self.indexName)
        let shardOfTensor = try Self.weightMap(index)
        let shards = Set(shardOfTensor.values).sorted()
        guard shards.count <= Self.maximumShards else {
            throw HuggingFaceError(.invalid, "\(Self.indexName): names more than \(Self.maximumShards) shards")
        }
        var files: [SafetensorsFile] = []
        var fileOfTensor: [String: Int] = [:]
        for (number, shard) in shards.enumerated() {
            let file = try SafetensorsFile(path: Self.path(shard, in: folder), name: shard)
            for (tensor, _) in shardOfTensor.filter({ $0.value == shard }) {
                guard file.header[tensor] != nil else {
                    throw HuggingFaceError(
                        .missing,
                        "\(Self.indexName): weight_map puts tensor '\(tensor)' into \(shard), which does not have it"
                    )
                }
                fileOfTensor[tensor] = number
            }
            files.append(file)
        }
        self.files = files
        self.fileOfTensor = fileOfTensor
    }

    /// A tensor and the file it is in, or `nil`.
    subscript(name: String) -> (file: SafetensorsFile, entry: SafetensorsHeader.Entry)? {
        guard let number = fileOfTensor[name], let entry = files[number].header[name] else { return nil }
        return (files[number], entry)
    }

    /// All tensors, in order of their names.
    var tensors: [(name: String, file: SafetensorsFile, entry: SafetensorsHeader.Entry)] {
        fileOfTensor.keys.sorted().compactMap { name in
            self[name].map { (name, $0.file, $0.entry) }
        }
    }

    /// The message that lists every tensor may be long; this gives a few that look like `name`.
    func names(like name: String) -> [String] {
        let suffix = name.split(separator: ".").suffix(2).joined(separator: ".")
        return Array(fileOfTensor.keys.filter { $0.hasSuffix(suffix) }.sorted().prefix(3))
    }

    private static func weightMap(_ index: JSONFile) throws(HuggingFaceError) -> [String: String] {
        guard let members = index["weight_map"]?.object, !members.isEmpty else {
            throw index.wrong("weight_map", "an object from tensor names to shard names")
        }
        var map: [String: String] = [:]
        for (tensor, value) in members {
            guard let shard = value.string, isPlainFileName(shard) else {
                throw index.wrong("weight_map.\(tensor)", "the plain name of a .safetensors file in the same folder")
            }
            map[tensor] = shard
        }
        return map
    }

    /// A name that cannot leave the folder.
    private static func isPlainFileName(_ name: String) -> Bool {
        name.wholeMatch(of: /[A-Za-z0-9_][A-Za-z0-9_.\-]{0,200}\.safetensors/) != nil
    }

    private static func noWeights(in folder: URL) -> HuggingFaceError {
        let name = folder.lastPathComponent
        let torch = ["pytorch_model.bin", "pytorch_model.bin.index.json"].first { exists($0, in: folder) }
        guard let torch else {
            return HuggingFaceError(.missing, "\(name): has neither \(singleName) nor \(indexName)")
        }
        return HuggingFaceError(
            .unsupported,
            "\(torch): is a pickle, which can run any code when it is read; save the checkpoint as safetensors "
                + "(in Python: model.save_pretrained(folder))"
        )
    }

    private static func exists(_ name: String, in folder: URL) -> Bool {
        FileManager.default.fileExists(atPath: path(name, in: folder))
    }

    private static func path(_ name: String, in folder: URL) -> String {
        folder.appending(path: name).path(percentEncoded: false)
    }
}
