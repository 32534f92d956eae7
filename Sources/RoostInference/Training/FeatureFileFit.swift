import Foundation
import RoostEntities
import RoostHuggingFace
import RoostLearning
import RoostONNXRuntime
import RoostTensors

/// Fits a head on features that somebody else computed, to see how long that takes.
package struct FeatureFileFit: Sendable {
    /// What a fit came to.
    package struct Outcome: Sendable, Codable {
        /// From the file of features on the disk to the parameters, with all checks.
        package let seconds: Double
        package let iterations: Int
        /// Loss and penalty, as they were minimised.
        package let objective: Double
        package let reason: String
    }

    private let settings: HeadSettings
    private let matrixFile: URL
    private let targets: [Int]

    /// Lays the features out as those that Roost computes itself; this is not part of the time.
    ///
    /// Blocks.
    ///
    /// - Parameters:
    ///   - file: safetensors with `features`, F32 `[items, features]`, and `labels`, I64 `[items]`.
    ///   - folder: where the features are kept.
    ///   - settings: how to fit; all items are learnt from.
    /// - Throws: ``RoostError`` when the file is another.
    package init(_ file: URL, in folder: URL, _ settings: HeadSettings) throws(RoostError) {
        do {
            let tensors = try SafetensorsFile(path: file.path, name: file.lastPathComponent)
            defer { withExtendedLifetime(tensors) {} }
            guard let features = tensors.header["features"], features.type == .float32, features.shape.rank == 2,
                let labels = tensors.header["labels"], labels.type == .int64,
                labels.shape.dimensions == [features.shape[0]]
            else {
                throw RoostError(
                    .invalidArgument,
                    "\(file.lastPathComponent) must have 'features' F32 [items, features] and 'labels' I64 [items]"
                )
            }
            let (rowCount, width) = (features.shape[0], features.shape[1])
            let numbers = tensors.bytes(of: features)
            let targets = tensors.bytes(of: labels)
            self.targets = (0..<rowCount).map { row in
                Int(Int64(littleEndian: targets.loadUnaligned(fromByteOffset: row * 8, as: Int64.self)))
            }
            let nothing = Digest(bytes: [UInt8](repeating: 0, count: 32))
            let key = FeatureKey(
                model: nothing,
                snapshot: nothing,
                subset: .train,
                preprocessing: file.path,
                batchSize: 1
            )
            var writer = try FeatureCache(folder: folder).writer(for: key, rowCount: rowCount, features: width)
            while writer.rowCount < rowCount {
                let rows = writer.rowCount..<min(writer.rowCount + 1024, rowCount)
                try writer.append(
                    rows.map { row in
                        (0..<width).map { column in
                            numbers.loadUnaligned(fromByteOffset: (row * width + column) * 4, as: Float.self)
                        }
                    }
                )
            }
            try writer.publish()
            matrixFile = folder.appending(path: "\(key.digest.text).features")
            self.settings = settings
        } catch {
            throw RoostError(loading: error)
        }
    }

    /// - Parameters:
    ///   - target: ends the fit when the objective is no larger; `nil` lets it converge.
    ///   - runtime: computes.
    /// - Returns: what it came to, and the parameters, a row a label.
    /// - Throws: ``RoostError`` when the features cannot be fitted.
    package func run(
        to target: Double?,
        on runtime: Runtime
    ) async throws -> (outcome: Outcome, parameters: [Double]) {
        let start = ContinuousClock.now
        let problem = try await HeadProblem(
            HeadProblem.Items(try FeatureMatrix(matrixFile), targets: targets),
            validation: nil,
            labelCount: (targets.max() ?? 0) + 1,
            settings: settings,
            seed: 0,
            on: runtime
        )
        var fitting = try HeadFitting(problem)
        while fitting.reason == nil, fitting.objective > target ?? -.infinity { try fitting.advance() }
        let time = ContinuousClock.now - start
        let outcome = Outcome(
            seconds: Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18,
            iterations: fitting.latest.number,
            objective: fitting.objective,
            reason: fitting.reason ?? "the target is reached"
        )
        return (outcome, fitting.result.parameters)
    }
}
