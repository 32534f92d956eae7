import ArgumentParser

/// What a model can be exported as.
enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
    case onnx
}
