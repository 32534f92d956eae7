import RoostEntities
import RoostONNX

extension ExportSource {
    /// The entries that the file's `metadata_props` get: one for Roost, the others for people.
    var metadata: [String: String] {
        get throws {
            var entries = [
                ONNXDeclaration.metadataKey: try declaration.text(),
                "architecture": architecture,
            ]
            entries["task"] = declaration.task?.rawValue
            entries["labels"] = declaration.labels?.joined(separator: "\n")
            entries["preprocessing"] = declaration.image?.sentence
            entries["postprocessing"] = declaration.postprocessing
            return entries
        }
    }

    /// The file's `doc_string`.
    func documentation(name: String) -> String {
        let task = declaration.task?.rawValue ?? "unknown"
        let labels = declaration.labels?.count ?? 0
        return """
            \(name): \(architecture) for \(task), \(labels) \(labels == 1 ? "label" : "labels"). How images are prepared \
            and answers are read is told in the metadata.
            """
    }
}

extension ONNXDeclaration {
    /// How the outputs are read, as sentences.
    var postprocessing: String? {
        if let outputs { return outputs.sentences }
        return switch scoring {
        case .softmax: "The softmax of a row is the probability of each label."
        case .sigmoid: "The sigmoid of each number is the probability of its label."
        case nil, .some(.none): nil
        }
    }
}

extension ONNXDeclaration.Outputs {
    fileprivate var sentences: String {
        var sentences: [String] = []
        if let classes {
            sentences.append(
                "The softmax over the last axis of '\(classes)' is the probability of each label for each query; the "
                    + "last one is 'no object'."
            )
        }
        if let boxes {
            sentences.append(
                "'\(boxes)' has the centre x, centre y, width and height of each query's box as shares of the image, "
                    + "padding left out."
            )
        }
        if let masks {
            sentences.append("The sigmoid of '\(masks)', brought to the image's size, is each query's mask.")
        }
        if let pixels {
            sentences.append(
                "'\(pixels)', brought to the image's size with bilinear interpolation, is largest at the label of each "
                    + "pixel."
            )
        }
        return sentences.joined(separator: " ")
    }
}
