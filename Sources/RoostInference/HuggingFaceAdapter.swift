import Foundation
import RoostAdapters
import RoostHuggingFace

/// Checkpoint folders of Hugging Face; what its config.json names decides which adapter runs one.
package enum HuggingFaceAdapter: ModelFormat {
    package static let name = "hugging-face"
    package static let requirement = "config.json with model.safetensors or model.safetensors.index.json"
    package static let adapters: [any ModelAdapter<NativeEngine>.Type] = [
        HuggingFaceClassifier.self, HuggingFaceDetector.self, HuggingFaceSegmenter.self,
    ]

    package static func recognizes(_ files: Set<String>) -> Bool {
        files.contains("config.json")
            && !files.isDisjoint(with: ["model.safetensors", "model.safetensors.index.json"])
    }

    package static func adapter(for folder: URL) throws -> any ModelAdapter<NativeEngine>.Type {
        let kind = try HuggingFaceLoader.kind(of: folder)
        switch kind.outputs {
        case nil: return HuggingFaceClassifier.self
        case .boxes: return HuggingFaceDetector.self
        case .pixels, .masks, .boxesAndMasks: return HuggingFaceSegmenter.self
        }
    }
}
