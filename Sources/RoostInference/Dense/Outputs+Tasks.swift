import RoostEntities
import RoostHuggingFace

extension DenseGraph.Outputs {
    /// All that can be made of these outputs; the first is what is meant when nobody says.
    var tasks: [ModelTask] {
        switch self {
        case .boxes: [.objectDetection]
        case .pixels: [.semanticSegmentation]
        case .boxesAndMasks: [.panopticSegmentation, .instanceSegmentation, .semanticSegmentation, .objectDetection]
        case .masks: [.panopticSegmentation, .instanceSegmentation, .semanticSegmentation]
        }
    }

    /// What a model with these outputs does: what is wanted of it if it can, else the first of ``tasks``.
    func task(wanted: ModelTask?) -> ModelTask {
        guard let wanted, tasks.contains(wanted) else { return tasks[0] }
        return wanted
    }
}
