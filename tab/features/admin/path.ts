export const deliveryPath = '/api/admin/delivery';
