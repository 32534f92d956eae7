import AsyncHTTPClient
import RoostEntities

/// Where experiments, runs and models are copied from.
package protocol TransferSource: Sendable {
    /// All there are, deleted ones too.
    func experiments() async throws -> [MLflowExperiment]

    /// A page of an experiment's runs by the moment they began, deleted ones too.
    func runs(of experiment: String, after token: String?) async throws -> MLflowPage<MLflowRun>

    /// A run with the logged models that it read and made, which lists may leave out.
    func run(_ id: String) async throws -> MLflowRun

    /// A page of a metric's points.
    func points(of metric: String, run: String, after token: String?) async throws -> MLflowPage<MLflowPoint>

    /// What lies in a folder of somebody's artifacts, or at the top.
    func files(in folder: String?, of owner: MLflowOwner) async throws -> [MLflowFile]

    /// A file's content, of which little is in memory at a time.
    func content(of file: MLflowFile, of owner: MLflowOwner) async throws -> HTTPClientRequest.Body

    func models(of experiment: String, after token: String?) async throws -> MLflowPage<MLflowModel>

    func registeredModels(after token: String?) async throws -> MLflowPage<MLflowRegisteredModel>

    /// By number.
    func versions(of model: String, after token: String?) async throws -> MLflowPage<MLflowVersion>

    /// What is there that nobody here copies.
    func leftOut() async throws -> [TransferLoss]
}

/// Part of a list.
package struct MLflowPage<Element: Sendable>: Sendable {
    package var elements: [Element]
    /// Where the list goes on; `nil` at its end.
    package var next: String?

    package init(_ elements: [Element], next: String? = nil) {
        self.elements = elements
        self.next = next.flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// All elements of a list that comes in pages, one page in memory.
func forEachPage<Element>(
    _ page: (_ token: String?) async throws -> MLflowPage<Element>,
    _ body: ([Element]) async throws -> Void
) async throws {
    var token: String?
    repeat {
        try Task.checkCancellation()
        let found = try await page(token)
        try await body(found.elements)
        guard found.next == nil || found.next != token else {
            throw RoostError(.corrupted, "a server gave the same page of a list twice; ask its administrator")
        }
        token = found.next
    } while token != nil
}
