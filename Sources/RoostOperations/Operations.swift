import Foundation
import RoostArtifactStore
import RoostEntities
import RoostMetadataStore
import RoostThreads

/// Everything the system can do, whatever the dialect it was asked in.
///
/// Each verb is one method: it checks who asks and what state things are in, does its work in one transaction and
/// records it. What fails throws a ``RoostError`` that says what to do next.
package struct Operations: Sendable {
    let metadata: Metadata
    let blobs: any BlobStore
    let ids: IdentifierGenerator
    let now: @Sendable () -> Timestamp
    let linkPolicy: LinkPolicy
    let home: URL
    let inspectImage: ImageInspection.Reader
    let changes = ExecutionChanges()
    let gate = MaintenanceGate()
    let seals = LinkSeals()
    let callers = KnownCallers()
    let projects = KnownProjects()
    /// For reading files, which blocks.
    let threads = BlockingThreads(label: "roost.files", count: 2)
    /// For computing, which takes long.
    let mathematics = BlockingThreads(label: "roost.mathematics", count: 2)

    /// Puts the parts together; `home` is the folder of state, where executions' logs are under `executions/<id>/log`.
    package init(
        metadata: Metadata,
        blobs: any BlobStore,
        ids: IdentifierGenerator,
        now: @escaping @Sendable () -> Timestamp = { .now },
        linkPolicy: LinkPolicy = LinkPolicy(),
        home: URL,
        inspectImage: @escaping ImageInspection.Reader
    ) {
        self.metadata = metadata
        self.blobs = blobs
        self.ids = ids
        self.now = now
        self.linkPolicy = linkPolicy
        self.home = home
        self.inspectImage = inspectImage
    }
}
