import pickle

import torch


def load_classifier():
    with open("classifier.pkl", "rb") as file:
        return pickle.load(file)


def load_embeddings():
    return torch.load("classifier.pkl", weights_only=False)
