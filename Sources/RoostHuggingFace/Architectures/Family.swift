/// One row of the table: what an ``Architecture`` type says of itself.
struct Family: Sendable {
    let modelType: String
    let className: String
    let defaultProcessor: ImageProcessorClass
    let make: @Sendable (ModelConfig) throws(HuggingFaceError) -> any Architecture

    init<A: Architecture>(_ type: A.Type) {
        modelType = A.modelType
        className = A.className
        defaultProcessor = A.defaultProcessor
        make = { config throws(HuggingFaceError) in try A(config) }
    }
}
