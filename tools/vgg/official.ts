import type { Wanted } from './download.ts';

/** A file of VGG-19 as those publish it who distribute the weights. */
export interface Official extends Wanted {
  /** What `npm run vgg` takes instead of the address. */
  name: string;
  about: string;
}

/** Sizes and digests: Keras checks the md5 in keras/applications/vgg19.py; torchvision's file is named after the start of its SHA-256. */
export const OFFICIAL: readonly Official[] = [
  {
    name: 'keras',
    about: 'the original weights (Oxford, 2014) as Keras distributes them, without dense layers',
    url: 'https://storage.googleapis.com/tensorflow/keras-applications/vgg19/vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5',
    size: 80_134_624,
    digest: { algorithm: 'md5', hex: '253f8cb515780f3b799900260a226db6' },
  },
  {
    name: 'torchvision',
    about: 'trained anew by torchvision; pictures made with it look different',
    url: 'https://download.pytorch.org/models/vgg19-dcbb9e9d.pth',
    size: 574_673_361,
    digest: {
      algorithm: 'sha256',
      hex: 'dcbb9e9dad569fff7a846263a77324fc34978fea2bfb039c012d710e1776ae44',
    },
  },
];
