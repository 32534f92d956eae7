import RoostEntities

extension FolderBlobs {
    @discardableResult
    package func sweep(before moment: Timestamp) async throws -> SweptBlobs {
        let (incoming, settled, uploadFolder) = (layout.incoming, layout.settled, layout.uploads)
        var swept = try await onThread { () throws(FileFailure) in
            var swept = SweptBlobs()
            for folder in [incoming, settled] {
                for name in try FileSystem.names(in: folder) {
                    try Self.remove("\(folder)/\(name)", unlessChangedSince: moment, counting: &swept)
                }
            }
            return swept
        }
        for resting in parts.all where resting.changedAt < moment && !resting.isBusy {
            try await discardParts(of: resting.upload.id)
            swept.count += 1
            swept.size += resting.size
        }
        let names = try await onThread { () throws(FileFailure) in try FileSystem.names(in: uploadFolder) }
        for id in names.compactMap({ try? Identifier<Upload>($0) }) {
            try await sweep(id, before: moment, counting: &swept)
        }
        return swept
    }

    /// Leaves alone what is being taken in right now, however slowly.
    private func sweep(
        _ id: Identifier<Upload>,
        before moment: Timestamp,
        counting swept: inout SweptBlobs
    ) async throws {
        let path = layout.path(of: id)
        do {
            swept = try await uploads.withExclusive(id) { [swept] progress in
                let after = try await onThread { () throws(FileFailure) in
                    var after = swept
                    try Self.remove(path, unlessChangedSince: moment, counting: &after)
                    return after
                }
                if after != swept { progress = nil }
                return after
            }
        } catch let error as RoostError where error.code == .failedPrecondition {
            return
        }
    }

    private static func remove(
        _ path: String,
        unlessChangedSince moment: Timestamp,
        counting swept: inout SweptBlobs
    ) throws(FileFailure) {
        guard let status = try FileSystem.status(of: path), status.isRegular, status.modifiedAt < moment else { return }
        guard try FileSystem.remove(path) else { return }
        swept.count += 1
        swept.size += status.size
    }
}
