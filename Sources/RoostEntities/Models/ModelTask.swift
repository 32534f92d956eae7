/// What a model does with an image; raw values are what ``Version/task`` says.
public enum ModelTask: String, Sendable, Codable, CaseIterable {
    /// Labels for the whole image.
    case imageClassification = "image-classification"
    /// A box around every object.
    case objectDetection = "object-detection"
    /// The pixels of every object; those of two may overlap.
    case instanceSegmentation = "instance-segmentation"
    /// A label for every pixel.
    case semanticSegmentation = "semantic-segmentation"
    /// A segment for every pixel: of an object, or of what cannot be counted, such as sky.
    case panopticSegmentation = "panoptic-segmentation"
}
