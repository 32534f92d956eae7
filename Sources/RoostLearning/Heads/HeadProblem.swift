import Crypto
import Foundation
import RoostEntities
import RoostONNXRuntime

/// What a head is to be fitted to: items with features and labels, and others that tell when to stop.
package struct HeadProblem: Sendable {
    /// Items of one matrix, and the number of each one's label; `nil` leaves an item out.
    package struct Items: Sendable {
        package let matrix: FeatureMatrix
        package let targets: [Int?]

        package init(_ matrix: FeatureMatrix, targets: [Int?]) {
            self.matrix = matrix
            self.targets = targets
        }
    }

    package let labelCount: Int
    /// Items that are learnt from, and those that are not.
    package let trainedCount: Int
    package let validatedCount: Int
    let settings: HeadSettings
    let training: SoftmaxRegression
    let validation: SoftmaxRegression?
    /// What each validation item counts, of ``validation``'s matrix or else of ``training``'s.
    let validationWeights: [Float]
    let preconditioner: Preconditioner?
    /// Of everything a fit depends on.
    let fingerprint: [UInt8]

    /// - Parameters:
    ///   - items: to learn from.
    ///   - validation: to be checked against; without them a share of `items` is held out.
    ///   - labelCount: how many labels there are.
    ///   - settings: how to fit.
    ///   - seed: for what is drawn.
    ///   - runtime: computes.
    /// - Throws: ``RoostError`` when there is too little to learn from, or too much to hold in memory.
    package init(
        _ items: Items,
        validation: Items?,
        labelCount: Int,
        settings: HeadSettings,
        seed: UInt64,
        on runtime: Runtime
    ) async throws {
        let isValid = validation?.targets.contains { $0 != nil } == true
        let share = isValid || settings.patience == 0 ? 0 : settings.validationShare
        let heldOut = HeldOut.draw(items.targets, share: share, seed: seed)
        var learnt = items.targets
        for row in heldOut { learnt[row] = nil }
        let weights = Self.weights(learnt, labelCount: labelCount, settings.classWeights)
        training = try await SoftmaxRegression(
            items.matrix,
            targets: items.targets.map { $0 ?? 0 },
            weights: weights,
            labelCount: labelCount,
            l2: settings.l2,
            intercept: settings.intercept,
            on: runtime
        )
        let size = training.parameterCount.multipliedReportingOverflow(by: 8 * (2 * settings.history + 10))
        guard !size.overflow, size.partialValue <= Self.maximumMemory else {
            throw RoostError(
                .tooLarge,
                "\(labelCount) labels of \(items.matrix.features) features with a history of \(settings.history) need "
                    + "more than \(Self.maximumMemory >> 30) GiB; set history lower"
            )
        }
        if isValid, let validation {
            validationWeights = validation.targets.map { $0 == nil ? 0 : 1 }
            self.validation = try await SoftmaxRegression(
                validation.matrix,
                targets: validation.targets.map { $0 ?? 0 },
                weights: validationWeights,
                labelCount: labelCount,
                l2: settings.l2,
                intercept: settings.intercept,
                on: runtime
            )
        } else {
            var weights = [Float](repeating: 0, count: items.targets.count)
            for row in heldOut { weights[row] = 1 }
            validationWeights = weights
            self.validation = nil
        }
        preconditioner = try await Preconditioner(
            items.matrix,
            weights: weights,
            labelCount: labelCount,
            l2: settings.l2,
            on: runtime
        )
        self.labelCount = labelCount
        self.settings = settings
        trainedCount = learnt.count { $0 != nil }
        validatedCount = validationWeights.count { $0 > 0 }
        fingerprint = try Self.fingerprint(items, isValid ? validation : nil, weights, settings)
    }

    /// In bytes, of the parameters and what L-BFGS remembers.
    private static let maximumMemory = 4 << 30

    private static func weights(
        _ targets: [Int?],
        labelCount: Int,
        _ kind: HeadSettings.ClassWeights
    ) -> [Float] {
        var counts = [Int](repeating: 0, count: labelCount)
        for target in targets.compactMap({ $0 }) where counts.indices.contains(target) { counts[target] += 1 }
        let total = counts.reduce(0, +)
        return targets.map { target in
            guard let target, counts.indices.contains(target) else { return 0 }
            guard case .balanced = kind else { return 1 }
            return Float(Double(total) / (Double(labelCount) * Double(counts[target])))
        }
    }

    private static func fingerprint(
        _ items: Items,
        _ validation: Items?,
        _ weights: [Float],
        _ settings: HeadSettings
    ) throws -> [UInt8] {
        var hash = SHA256()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        hash.update(data: try encoder.encode(settings.values))
        for items in [items, validation].compactMap({ $0 }) {
            hash.update(data: Data(items.matrix.key.text.utf8))
            items.targets.map { Int64($0 ?? -1).littleEndian }.withUnsafeBytes { hash.update(bufferPointer: $0) }
        }
        weights.map(\.bitPattern.littleEndian).withUnsafeBytes { hash.update(bufferPointer: $0) }
        return Array(hash.finalize())
    }
}
